package dev.portolan.connector.github.completion;

import dev.portolan.connector.github.api.GitHubApi;
import dev.portolan.connector.github.api.GitHubRequest;
import dev.portolan.connector.github.api.GitHubResponse;
import dev.portolan.connector.github.api.PageRequest;
import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.connector.github.api.WireObject;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.mcp.server.CompletionResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up names on GitHub: one page of a hundred each, said to be all only if it is. */
@ApplicationScoped
class GitHubNames {

    private static final PageRequest PAGE = PageRequest.first(100);
    private static final CompletionResponse UNKNOWN = new CompletionResponse(List.of(), null, true);

    private final GitHubApi api;

    GitHubNames(GitHubApi api) {
        this.api = api;
    }

    /** Owners of repositories the credential works with; any login once some letters are given. */
    CompletionResponse owners(String prefix) {
        return looking(() -> {
            if (api.hasCredential()) {
                GitHubResponse mine = api.read(
                        GitHubRequest.site("repositories", "/user/repos").with(PAGE));
                CompletionResponse found = proposed(
                        mine,
                        mine.objects(),
                        repository -> repository.object("owner").text("login"),
                        prefix);
                if (!found.values().isEmpty() || prefix.isEmpty()) {
                    return found;
                }
            }
            if (!prefix.matches("[A-Za-z0-9-]{1,39}")) {
                return UNKNOWN;
            }
            GitHubResponse all = api.read(GitHubRequest.site("this search", "/search/users")
                    .with(Map.of("q", prefix + " in:login"))
                    .with(PAGE));
            return proposed(all, all.object().objects("items"), user -> user.text("login"), prefix);
        });
    }

    CompletionResponse repositories(String owner, String prefix) {
        return owner.isEmpty()
                ? UNKNOWN
                : looking(() -> {
                    String login = RepositoryName.checkedOwner(owner);
                    GitHubResponse all = api.read(GitHubRequest.site("owner " + login, "/users/" + login + "/repos")
                            .with(PAGE));
                    return proposed(all, all.objects(), repository -> repository.text("name"), prefix);
                });
    }

    /** Numbers of issues, or of pull requests, newest first. */
    CompletionResponse numbers(Map<String, String> known, boolean pullRequests, String prefix) {
        if (!known.containsKey("owner") || !known.containsKey("repo")) {
            return UNKNOWN;
        }
        return looking(() -> {
            GitHubResponse all =
                    api.read(GitHubRequest.in(repository(known), "issues", pullRequests ? "pulls" : "issues")
                            .with(Map.of("state", "all"))
                            .with(PAGE));
            List<WireObject> chosen = all.objects().stream()
                    .filter(wire -> pullRequests || !wire.has("pull_request"))
                    .toList();
            return proposed(all, chosen, wire -> String.valueOf(wire.number("number")), prefix);
        });
    }

    /** Paths in the directory that the given beginning lies in; directories end with a slash. */
    CompletionResponse paths(Map<String, String> known, String prefix) {
        if (!known.containsKey("owner") || !known.containsKey("repo")) {
            return UNKNOWN;
        }
        int slash = prefix.lastIndexOf('/');
        String directory = prefix.substring(0, slash + 1);
        return looking(() -> {
            Stream<String> inside = directory.isEmpty()
                    ? Stream.of("")
                    : new TreePath(directory.substring(0, slash)).segments().stream();
            String[] segments = Stream.concat(Stream.of("contents"), inside).toArray(String[]::new);
            GitHubResponse all = api.read(GitHubRequest.in(repository(known), "such directory", segments));
            List<WireObject> entries = all.isList() ? all.objects() : List.of();
            return proposed(
                    all,
                    entries,
                    entry ->
                            directory + entry.text("name") + (entry.text("type").equals("dir") ? "/" : ""),
                    prefix);
        });
    }

    private static RepositoryName repository(Map<String, String> known) {
        return new RepositoryName(known.getOrDefault("owner", ""), known.getOrDefault("repo", ""));
    }

    private static CompletionResponse proposed(
            GitHubResponse page, List<WireObject> things, Function<WireObject, String> name, String prefix) {
        String wanted = prefix.toLowerCase(Locale.ROOT);
        List<String> names = things.stream()
                .map(name)
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(wanted))
                .distinct()
                .collect(Collectors.toList());
        boolean more = page.links().nextPage().isPresent();
        return more ? new CompletionResponse(names, null, true) : CompletionResponse.create(names);
    }

    private static CompletionResponse looking(java.util.function.Supplier<CompletionResponse> work) {
        return Failure.reading("completion", work);
    }
}
