package dev.portolan.standin.github.route;

import dev.portolan.standin.github.view.PullRequestView;
import dev.portolan.standin.github.world.PullRequest;
import dev.portolan.standin.github.world.Repository;
import java.util.List;
import java.util.Optional;

/** Pull requests: list, read, changed files. */
final class PullRequestRoutes {

    Answer answer(Repository repository, Request request) {
        if (request.is("GET", "repos/*/*/pulls")) {
            return list(repository, request);
        }
        if (request.is("GET", "repos/*/*/pulls/*")) {
            return number(request)
                    .flatMap(repository::pullRequest)
                    .map(pull -> Answer.ok(PullRequestView.full(pull, repository, request.addresses())))
                    .orElseGet(Answer::notFound);
        }
        return request.is("GET", "repos/*/*/pulls/*/files") ? files(repository, request) : Answer.notFound();
    }

    private static Answer list(Repository repository, Request request) {
        String state = request.parameter("state").orElse("open");
        List<PullRequest> chosen = repository.pullRequests().stream()
                .filter(pull -> state.equals("all") || pull.state().equals(state))
                .toList();
        return Answer.page(request, chosen, pull -> PullRequestView.listed(pull, repository, request.addresses()));
    }

    private static Answer files(Repository repository, Request request) {
        Optional<PullRequest> pull = number(request).flatMap(repository::pullRequest);
        return pull.map(found -> Answer.page(
                        request,
                        found.changes(),
                        change -> PullRequestView.of(change, found, repository, request.addresses())))
                .orElseGet(Answer::notFound);
    }

    private static Optional<Integer> number(Request request) {
        String text = request.segments().get(4);
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
