package dev.portolan.standin.github.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.world.Change;
import dev.portolan.standin.github.world.Hashes;
import dev.portolan.standin.github.world.PullRequest;
import dev.portolan.standin.github.world.Repository;
import java.nio.charset.StandardCharsets;

/** Pull requests, as {@code pull-request-simple} in lists and {@code pull-request} alone, and their changed files. */
public final class PullRequestView {

    private PullRequestView() {}

    /** As it appears in a list. */
    public static ObjectNode listed(PullRequest pull, Repository in, Addresses at) {
        String url = at.of(in) + "/pulls/" + pull.number();
        String web = at.webOf(in) + "/pull/" + pull.number();
        long id = in.about().id() * 10_000 + pull.number();
        ObjectNode json = Json.object();
        json.put("id", id).put("node_id", Json.node("PR", id)).put("number", pull.number());
        json.put("url", url).put("html_url", web).put("diff_url", web + ".diff").put("patch_url", web + ".patch");
        json.put("issue_url", at.of(in) + "/issues/" + pull.number());
        json.put("commits_url", url + "/commits").put("review_comments_url", url + "/comments");
        json.put("review_comment_url", at.of(in) + "/pulls/comments{/number}");
        json.put("comments_url", at.of(in) + "/issues/" + pull.number() + "/comments");
        json.put("statuses_url", at.of(in) + "/statuses/" + in.headOf(pull.head()));
        json.put("title", pull.title())
                .put("body", pull.body())
                .put("state", pull.state())
                .put("locked", false);
        json.put("draft", pull.draft()).set("user", PersonView.of(pull.author(), at));
        json.putArray("labels");
        json.putArray("assignees");
        json.putArray("requested_reviewers");
        json.putArray("requested_teams");
        json.putNull("assignee").putNull("milestone").putNull("auto_merge");
        json.put("author_association", "MEMBER").put("created_at", Json.time(pull.createdAt()));
        json.put("updated_at", Json.time(pull.createdAt())).put("closed_at", Json.time(pull.mergedAt()));
        json.put("merged_at", Json.time(pull.mergedAt()));
        json.put("merge_commit_sha", pull.mergedAt() == null ? null : in.headOf("main"));
        json.set("head", branch(pull.head(), in, at));
        json.set("base", branch(pull.base(), in, at));
        json.set("_links", links(json));
        return json;
    }

    /** As it appears alone. */
    public static ObjectNode full(PullRequest pull, Repository in, Addresses at) {
        ObjectNode json = listed(pull, in, at);
        json.put("comments", 0).put("review_comments", 0).put("commits", 1);
        json.put("changed_files", pull.changes().size());
        json.put(
                "additions", pull.changes().stream().mapToInt(Change::additions).sum());
        json.put(
                "deletions", pull.changes().stream().mapToInt(Change::deletions).sum());
        json.put("merged", pull.mergedAt() != null).put("mergeable", pull.mergedAt() == null);
        json.put("mergeable_state", pull.mergedAt() == null ? "clean" : "unknown")
                .put("maintainer_can_modify", false);
        if (pull.mergedAt() == null) {
            json.putNull("merged_by");
        } else {
            json.set("merged_by", PersonView.of(pull.author(), at));
        }
        return json;
    }

    /** A {@code diff-entry}. */
    public static ObjectNode of(Change change, PullRequest pull, Repository in, Addresses at) {
        String ref = in.headOf(pull.head());
        ObjectNode json = Json.object();
        json.put("sha", Hashes.sha1(change.patch().getBytes(StandardCharsets.UTF_8)));
        json.put("filename", change.path()).put("status", change.status());
        json.put("additions", change.additions()).put("deletions", change.deletions());
        json.put("changes", change.additions() + change.deletions());
        json.put("blob_url", at.webOf(in) + "/blob/" + ref + "/" + change.path());
        json.put("raw_url", at.webOf(in) + "/raw/" + ref + "/" + change.path());
        json.put("contents_url", at.of(in) + "/contents/" + change.path() + "?ref=" + ref);
        return json.put("patch", change.patch());
    }

    private static ObjectNode branch(String name, Repository in, Addresses at) {
        ObjectNode json = Json.object();
        json.put("label", in.about().owner().login() + ":" + name)
                .put("ref", name)
                .put("sha", in.headOf(name));
        json.set("user", PersonView.of(in.about().owner(), at));
        json.set("repo", RepositoryView.full(in, at));
        return json;
    }

    private static ObjectNode links(ObjectNode pull) {
        ObjectNode links = Json.object();
        String[][] names = {
            {"self", "url"},
            {"html", "html_url"},
            {"issue", "issue_url"},
            {"comments", "comments_url"},
            {"review_comments", "review_comments_url"},
            {"review_comment", "review_comment_url"},
            {"commits", "commits_url"},
            {"statuses", "statuses_url"}
        };
        for (String[] name : names) {
            links.putObject(name[0]).put("href", pull.get(name[1]).asText());
        }
        return links;
    }
}
