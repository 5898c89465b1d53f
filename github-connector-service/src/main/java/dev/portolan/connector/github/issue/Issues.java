package dev.portolan.connector.github.issue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.connector.github.api.GitHubApi;
import dev.portolan.connector.github.api.GitHubRequest;
import dev.portolan.connector.github.api.GitHubResponse;
import dev.portolan.connector.github.api.PageRequest;
import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.connector.github.api.WireObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes issues over GitHub's API. */
@ApplicationScoped
class Issues {

    private static final int PAGES_OF_PULL_REQUESTS = 5;

    private final GitHubApi api;

    Issues(GitHubApi api) {
        this.api = api;
    }

    /** One page; where it has pull requests alone, the next one that has an issue, looking at a few. */
    IssuePage list(RepositoryName repository, IssueState state, List<String> labels, PageRequest page) {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("state", state.wire());
        parameters.put("labels", labels.isEmpty() ? null : String.join(",", labels));
        GitHubRequest request = GitHubRequest.in(repository, "issues", "issues").with(parameters);
        int omitted = 0;
        PageRequest current = page;
        for (int looked = 1; ; looked++) {
            GitHubResponse response = api.read(request.with(current));
            List<WireObject> all = response.objects();
            List<IssueSummary> issues = all.stream()
                    .filter(wire -> !wire.has("pull_request"))
                    .map(IssueSummary::of)
                    .toList();
            omitted += all.size() - issues.size();
            Integer next = response.links().nextPage().orElse(null);
            if (next == null || !issues.isEmpty() || looked == PAGES_OF_PULL_REQUESTS) {
                return new IssuePage(issues, omitted, next != null, next, response.rate());
            }
            current = new PageRequest(next, page.perPage());
        }
    }

    IssueDetail get(RepositoryName repository, int number, PageRequest page) {
        String subject = "issue " + number;
        WireObject wire = api.read(GitHubRequest.in(repository, subject, "issues", String.valueOf(number)))
                .object();
        GitHubResponse comments =
                api.read(GitHubRequest.in(repository, subject, "issues", String.valueOf(number), "comments")
                        .with(page));
        Integer next = comments.links().nextPage().orElse(null);
        return new IssueDetail(
                IssueSummary.of(wire),
                wire.optionalText("body").orElse(""),
                wire.has("pull_request"),
                comments.objects().stream().map(IssueComment::of).toList(),
                next != null,
                next,
                comments.rate());
    }

    CreatedIssue create(RepositoryName repository, String title, Optional<String> body, List<String> labels) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("title", title);
        body.ifPresent(text -> json.put("body", text));
        if (!labels.isEmpty()) {
            labels.forEach(json.putArray("labels")::add);
        }
        GitHubResponse response =
                api.write(GitHubRequest.in(repository, "a new issue", "issues").sending(json));
        return new CreatedIssue(IssueSummary.of(response.object()), response.rate());
    }

    CreatedComment comment(RepositoryName repository, int number, String body) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("body", body);
        GitHubResponse response =
                api.write(GitHubRequest.in(repository, "issue " + number, "issues", String.valueOf(number), "comments")
                        .sending(json));
        return new CreatedComment(IssueComment.of(response.object()), response.rate());
    }
}
