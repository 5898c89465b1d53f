package dev.portolan.standin.github.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.view.Addresses;
import dev.portolan.standin.github.view.IssueView;
import dev.portolan.standin.github.world.Issue;
import dev.portolan.standin.github.world.Label;
import dev.portolan.standin.github.world.PullRequest;
import dev.portolan.standin.github.world.Repository;
import dev.portolan.standin.github.world.World;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Issues and their comments: list, read, open, comment. */
final class IssueRoutes {

    private final World world;
    private final Clock clock;

    IssueRoutes(World world, Clock clock) {
        this.world = world;
        this.clock = clock;
    }

    Answer answer(Repository repository, Request request) {
        if (!repository.about().hasIssues()) {
            return Answer.error(410, "Issues has been disabled in this repository.", "/issues/issues");
        }
        if (request.is("GET", "repos/*/*/issues")) {
            return list(repository, request);
        }
        if (request.is("POST", "repos/*/*/issues")) {
            return open(repository, request);
        }
        if (request.is("GET", "repos/*/*/issues/*")) {
            return one(repository, request);
        }
        if (request.is("GET", "repos/*/*/issues/*/comments")) {
            return comments(repository, request);
        }
        return request.is("POST", "repos/*/*/issues/*/comments") ? comment(repository, request) : Answer.notFound();
    }

    private record Listed(int number, String state, List<Label> labels, ObjectNode json) {}

    private static Answer list(Repository repository, Request request) {
        String state = request.parameter("state").orElse("open");
        if (!List.of("open", "closed", "all").contains(state)) {
            return Answer.invalid("Issue", "state", "invalid");
        }
        Addresses at = request.addresses();
        List<Listed> all = new ArrayList<>();
        repository
                .issues()
                .forEach(issue -> all.add(new Listed(
                        issue.number(), issue.state(), issue.labels(), IssueView.of(issue, repository, at))));
        for (PullRequest pull : repository.pullRequests()) {
            all.add(new Listed(pull.number(), pull.state(), List.of(), IssueView.of(pull, repository, at)));
        }
        all.sort(Comparator.comparingInt(Listed::number).reversed());
        List<Listed> chosen = all.stream()
                .filter(issue -> state.equals("all") || issue.state().equals(state))
                .filter(withLabels(request.parameter("labels")))
                .toList();
        return Answer.page(request, chosen, Listed::json);
    }

    private static Predicate<Listed> withLabels(Optional<String> wanted) {
        List<String> names = wanted.map(text -> List.of(text.split(","))).orElse(List.of());
        return issue -> names.stream().allMatch(name -> issue.labels().stream()
                .anyMatch(label -> label.name().equalsIgnoreCase(name.strip())));
    }

    private Answer one(Repository repository, Request request) {
        Optional<Integer> number = number(request);
        Optional<ObjectNode> issue =
                number.flatMap(repository::issue).map(found -> IssueView.of(found, repository, request.addresses()));
        return issue.or(() -> number.flatMap(repository::pullRequest)
                        .map(found -> IssueView.of(found, repository, request.addresses())))
                .map(Answer::ok)
                .orElseGet(Answer::notFound);
    }

    private static Answer comments(Repository repository, Request request) {
        Optional<Issue> issue = number(request).flatMap(repository::issue);
        return issue.map(found -> Answer.page(
                        request,
                        found.comments(),
                        comment -> IssueView.of(comment, found.number(), repository, request.addresses())))
                .orElseGet(Answer::notFound);
    }

    private Answer open(Repository repository, Request request) {
        if (!request.authenticated()) {
            return Answer.unauthenticated();
        }
        JsonNode title = request.body().path("title");
        if (!title.isTextual() || title.asText().isBlank()) {
            return Answer.invalid("Issue", "title", "missing_field");
        }
        List<String> labels = new ArrayList<>();
        request.body().path("labels").forEach(label -> labels.add(label.asText()));
        String body = request.body().path("body").asText("");
        Issue issue = repository.open(title.asText(), body, world.writer(), labels, clock.instant());
        return Answer.created(IssueView.of(issue, repository, request.addresses()));
    }

    private Answer comment(Repository repository, Request request) {
        if (!request.authenticated()) {
            return Answer.unauthenticated();
        }
        Optional<Issue> issue = number(request).flatMap(repository::issue);
        if (issue.isEmpty()) {
            return Answer.notFound();
        }
        String body = request.body().path("body").asText("");
        if (body.isBlank()) {
            return Answer.invalid("IssueComment", "body", "missing_field");
        }
        int number = issue.get().number();
        return Answer.created(IssueView.of(
                repository.comment(number, world.writer(), body, clock.instant()),
                number,
                repository,
                request.addresses()));
    }

    private static Optional<Integer> number(Request request) {
        String text = request.segments().get(4);
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
