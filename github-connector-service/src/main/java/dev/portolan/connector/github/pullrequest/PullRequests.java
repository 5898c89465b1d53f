package dev.portolan.connector.github.pullrequest;

import dev.portolan.connector.github.api.GitHubApi;
import dev.portolan.connector.github.api.GitHubRequest;
import dev.portolan.connector.github.api.GitHubResponse;
import dev.portolan.connector.github.api.PageRequest;
import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.connector.github.api.WireObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads pull requests over GitHub's API. */
@ApplicationScoped
class PullRequests {

    /** Text of patches in one answer; patches beyond are left out and said to be. */
    private static final int PATCHES = 200_000;

    private final GitHubApi api;

    PullRequests(GitHubApi api) {
        this.api = api;
    }

    PullRequestPage list(RepositoryName repository, PullRequestState state, PageRequest page) {
        GitHubResponse response = api.read(GitHubRequest.in(repository, "pull requests", "pulls")
                .with(Map.of("state", state.wire()))
                .with(page));
        Integer next = response.links().nextPage().orElse(null);
        return new PullRequestPage(
                response.objects().stream().map(PullRequestSummary::of).toList(), next != null, next, response.rate());
    }

    PullRequestDetail get(RepositoryName repository, int number) {
        GitHubResponse response =
                api.read(GitHubRequest.in(repository, "pull request " + number, "pulls", String.valueOf(number)));
        WireObject wire = response.object();
        return new PullRequestDetail(
                PullRequestSummary.of(wire),
                wire.optionalText("body").orElse(""),
                wire.object("head").text("sha"),
                wire.number("commits"),
                wire.number("changed_files"),
                wire.number("additions"),
                wire.number("deletions"),
                wire.has("mergeable") ? (Boolean) wire.flag("mergeable") : null,
                response.rate());
    }

    PullRequestDiff diff(RepositoryName repository, int number, PageRequest page) {
        GitHubResponse response = api.read(
                GitHubRequest.in(repository, "pull request " + number, "pulls", String.valueOf(number), "files")
                        .with(page));
        List<PullRequestDiff.ChangedFile> files = new ArrayList<>();
        int room = PATCHES;
        boolean cut = false;
        for (WireObject wire : response.objects()) {
            Optional<String> patch = wire.optionalText("patch");
            boolean fits = patch.map(String::length).orElse(0) <= room;
            cut |= !fits;
            files.add(file(wire, fits ? patch : Optional.empty()));
            room -= fits ? patch.map(String::length).orElse(0) : 0;
        }
        Integer next = response.links().nextPage().orElse(null);
        return new PullRequestDiff(files, cut || next != null, next, response.rate());
    }

    private static PullRequestDiff.ChangedFile file(WireObject wire, Optional<String> patch) {
        return new PullRequestDiff.ChangedFile(
                wire.text("filename"),
                wire.textOrNull("previous_filename"),
                wire.text("status"),
                wire.number("additions"),
                wire.number("deletions"),
                patch.orElse(null));
    }
}
