package dev.portolan.standin.github.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.world.Repository;
import java.util.List;
import java.util.Map;

/** A repository as {@code minimal-repository}, {@code full-repository} and {@code repo-search-result-item}. */
public final class RepositoryView {

    private static final List<String> PLAIN = List.of(
            "contributors",
            "deployments",
            "downloads",
            "events",
            "forks",
            "hooks",
            "languages",
            "merges",
            "stargazers",
            "subscribers",
            "subscription",
            "tags",
            "teams");

    private static final Map<String, String> TEMPLATED = Map.ofEntries(
            Map.entry("archive", "{archive_format}{/ref}"),
            Map.entry("assignees", "assignees{/user}"),
            Map.entry("blobs", "git/blobs{/sha}"),
            Map.entry("branches", "branches{/branch}"),
            Map.entry("collaborators", "collaborators{/collaborator}"),
            Map.entry("comments", "comments{/number}"),
            Map.entry("commits", "commits{/sha}"),
            Map.entry("compare", "compare/{base}...{head}"),
            Map.entry("contents", "contents/{+path}"),
            Map.entry("git_commits", "git/commits{/sha}"),
            Map.entry("git_refs", "git/refs{/sha}"),
            Map.entry("git_tags", "git/tags{/sha}"),
            Map.entry("issue_comment", "issues/comments{/number}"),
            Map.entry("issue_events", "issues/events{/number}"),
            Map.entry("issues", "issues{/number}"),
            Map.entry("keys", "keys{/key_id}"),
            Map.entry("labels", "labels{/name}"),
            Map.entry("milestones", "milestones{/number}"),
            Map.entry("notifications", "notifications{?since,all,participating}"),
            Map.entry("pulls", "pulls{/number}"),
            Map.entry("releases", "releases{/id}"),
            Map.entry("statuses", "statuses/{sha}"),
            Map.entry("trees", "git/trees{/sha}"));

    private RepositoryView() {}

    /** As it appears inside other things and in lists. */
    public static ObjectNode minimal(Repository repository, Addresses at) {
        String url = at.of(repository);
        Repository.About about = repository.about();
        ObjectNode json = Json.object();
        json.put("id", about.id()).put("node_id", Json.node("R", about.id()));
        json.put("name", about.name()).put("full_name", repository.fullName()).put("private", false);
        json.set("owner", PersonView.of(about.owner(), at));
        json.put("html_url", at.webOf(repository))
                .put("description", about.description())
                .put("fork", false);
        json.put("url", url);
        PLAIN.forEach(name -> json.put(name + "_url", url + "/" + name));
        TEMPLATED.forEach((name, template) -> json.put(name + "_url", url + "/" + template));
        return json;
    }

    /** As it appears in an owner's list: minimal with figures. */
    public static ObjectNode listed(Repository repository, Addresses at) {
        Repository.About about = repository.about();
        ObjectNode json = minimal(repository, at);
        String web = at.webOf(repository);
        json.put("clone_url", web + ".git").put("git_url", "git:" + web).put("ssh_url", "ssh:" + web);
        json.put("svn_url", web).putNull("mirror_url").put("homepage", web);
        json.put("language", about.language()).put("default_branch", "main").put("visibility", "public");
        json.put("forks", 2).put("forks_count", 2).put("stargazers_count", 5).put("watchers", 5);
        json.put("watchers_count", 5).put("size", 120);
        int open = (int) (repository.issues().stream()
                        .filter(i -> "open".equals(i.state()))
                        .count()
                + repository.pullRequests().stream()
                        .filter(p -> "open".equals(p.state()))
                        .count());
        json.put("open_issues", open).put("open_issues_count", open);
        json.put("has_issues", about.hasIssues()).put("has_projects", false).put("has_wiki", false);
        json.put("has_pages", false).put("has_downloads", true).put("has_discussions", false);
        json.put("archived", about.archived()).put("disabled", false);
        json.putArray("topics").add("shop");
        json.putNull("license");
        json.put("pushed_at", Json.time(about.createdAt())).put("updated_at", Json.time(about.createdAt()));
        return json.put("created_at", Json.time(about.createdAt()));
    }

    /** As it appears on its own. */
    public static ObjectNode full(Repository repository, Addresses at) {
        return listed(repository, at).put("network_count", 2).put("subscribers_count", 3);
    }

    /** As it appears among the results of a search. */
    public static ObjectNode found(Repository repository, Addresses at) {
        return listed(repository, at).put("score", 1.0);
    }
}
