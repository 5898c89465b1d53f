package dev.portolan.standin.github.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.view.Json;
import dev.portolan.standin.github.view.RepositoryView;
import dev.portolan.standin.github.world.Person;
import dev.portolan.standin.github.world.Repository;
import dev.portolan.standin.github.world.World;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The API's paths, from the outside in: what is not below a repository is answered here, the rest is handed on. */
public final class Routes {

    private final World world;
    private final IssueRoutes issues;
    private final PullRequestRoutes pullRequests = new PullRequestRoutes();
    private final ContentRoutes contents = new ContentRoutes();
    private final SearchRoutes search;

    public Routes(World world, Clock clock) {
        this.world = world;
        this.issues = new IssueRoutes(world, clock);
        this.search = new SearchRoutes(world);
    }

    /** Answers a request; a path nobody knows is a 404 like on GitHub. */
    public Answer answer(Request request) {
        if (request.segments().isEmpty()) {
            return Answer.ok(Json.object()
                    .put("current_user_url", request.addresses().api() + "/user")
                    .put("repository_url", request.addresses().api() + "/repos/{owner}/{repo}"));
        }
        if (request.is("GET", "repos/*/*") || request.is("POST", "repos/*/*/**") || request.is("GET", "repos/*/*/**")) {
            return inRepository(request);
        }
        if (request.is("GET", "repositories/*/**") || request.is("GET", "repositories/*")) {
            return byId(request);
        }
        if (request.is("GET", "users/*/repos") || request.is("GET", "orgs/*/repos")) {
            return repositoriesOf(request);
        }
        if (request.is("GET", "search/repositories")) {
            return search.repositories(request);
        }
        if (request.is("GET", "search/users")) {
            return search.users(request);
        }
        if (request.is("GET", "user/repos")) {
            return request.authenticated()
                    ? Answer.page(
                            request,
                            world.repositories(),
                            repository -> RepositoryView.full(repository, request.addresses()))
                    : Answer.unauthenticated();
        }
        return request.is("GET", "search/code") ? search.code(request) : Answer.notFound();
    }

    private Answer inRepository(Request request) {
        String owner = request.segments().get(1);
        String name = request.segments().get(2);
        Optional<Repository> renamed = world.renamed(owner, name);
        if (renamed.isPresent()) {
            return moved(request, renamed.get());
        }
        return world.repository(owner, name)
                .map(repository -> within(repository, request))
                .orElseGet(Answer::notFound);
    }

    private Answer within(Repository repository, Request request) {
        if (request.is("GET", "repos/*/*")) {
            return Answer.ok(RepositoryView.full(repository, request.addresses()));
        }
        return switch (request.segments().get(3)) {
            case "issues" -> issues.answer(repository, request);
            case "pulls" -> pullRequests.answer(repository, request);
            case "contents" -> contents.answer(repository, request);
            default -> Answer.notFound();
        };
    }

    private static Answer moved(Request request, Repository to) {
        List<String> rest = request.segments().subList(3, request.segments().size());
        String tail = rest.isEmpty() ? "" : "/" + String.join("/", rest);
        String url = request.addresses().api() + "/repositories/" + to.about().id() + tail;
        ObjectNode body = Json.object().put("message", "Moved Permanently").put("url", url);
        body.put("documentation_url", "https://docs.github.com/rest/guides/best-practices");
        return new Answer(301, body, java.util.Map.of("Location", url));
    }

    private Answer byId(Request request) {
        try {
            Optional<Repository> found =
                    world.repository(Long.parseLong(request.segments().get(1)));
            return found.map(repository -> within(repository, named(repository, request)))
                    .orElseGet(Answer::notFound);
        } catch (NumberFormatException e) {
            return Answer.notFound();
        }
    }

    private static Request named(Repository repository, Request request) {
        List<String> segments = new ArrayList<>();
        segments.add("repos");
        segments.add(repository.about().owner().login());
        segments.add(repository.about().name());
        segments.addAll(request.segments().subList(2, request.segments().size()));
        return new Request(
                request.method(),
                segments,
                request.query(),
                request.accept(),
                request.body(),
                request.authenticated(),
                request.addresses());
    }

    private Answer repositoriesOf(Request request) {
        Optional<Person> owner = world.person(request.segments().get(1));
        if (owner.isEmpty()) {
            return Answer.notFound();
        }
        List<Repository> owned = world.repositories().stream()
                .filter(repository -> repository.about().owner().equals(owner.get()))
                .toList();
        return Answer.page(request, owned, repository -> RepositoryView.listed(repository, request.addresses()));
    }
}
