package dev.portolan.standin.github.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.world.Comment;
import dev.portolan.standin.github.world.Issue;
import dev.portolan.standin.github.world.Label;
import dev.portolan.standin.github.world.PullRequest;
import dev.portolan.standin.github.world.Repository;
import java.util.List;

/** Issues, comments and labels; a pull request is listed among the issues as GitHub does. */
public final class IssueView {

    private IssueView() {}

    /** An {@code issue}. */
    public static ObjectNode of(Issue issue, Repository in, Addresses at) {
        ObjectNode json = json(in, issue.number(), at);
        json.put("title", issue.title()).put("body", issue.body()).put("state", issue.state());
        json.set("user", PersonView.of(issue.author(), at));
        json.set("labels", labels(issue.labels(), in, at));
        json.put("comments", issue.comments().size());
        json.put("created_at", Json.time(issue.createdAt())).put("updated_at", Json.time(issue.updatedAt()));
        return json.put("closed_at", Json.time(issue.closedAt()));
    }

    /** The issue that every pull request also is. */
    public static ObjectNode of(PullRequest pull, Repository in, Addresses at) {
        ObjectNode json = json(in, pull.number(), at);
        json.put("title", pull.title()).put("body", pull.body()).put("state", pull.state());
        json.set("user", PersonView.of(pull.author(), at));
        json.putArray("labels");
        json.put("comments", 0).put("draft", pull.draft());
        json.put("created_at", Json.time(pull.createdAt())).put("updated_at", Json.time(pull.createdAt()));
        json.put("closed_at", Json.time(pull.mergedAt()));
        String web = at.webOf(in) + "/pull/" + pull.number();
        json.putObject("pull_request")
                .put("url", at.of(in) + "/pulls/" + pull.number())
                .put("html_url", web)
                .put("diff_url", web + ".diff")
                .put("patch_url", web + ".patch");
        return json;
    }

    /** An {@code issue-comment}. */
    public static ObjectNode of(Comment comment, int number, Repository in, Addresses at) {
        ObjectNode json = Json.object();
        json.put("id", comment.id()).put("node_id", Json.node("IC", comment.id()));
        json.put("url", at.of(in) + "/issues/comments/" + comment.id());
        json.put("html_url", at.webOf(in) + "/issues/" + number + "#issuecomment-" + comment.id());
        json.put("issue_url", at.of(in) + "/issues/" + number);
        json.set("user", PersonView.of(comment.author(), at));
        json.put("body", comment.body()).put("author_association", "MEMBER");
        return json.put("created_at", Json.time(comment.createdAt())).put("updated_at", Json.time(comment.createdAt()));
    }

    private static ObjectNode json(Repository in, int number, Addresses at) {
        String url = at.of(in) + "/issues/" + number;
        long id = in.about().id() * 10_000 + number;
        ObjectNode json = Json.object();
        json.put("id", id)
                .put("node_id", Json.node("I", id))
                .put("number", number)
                .put("url", url);
        json.put("repository_url", at.of(in)).put("labels_url", url + "/labels{/name}");
        json.put("comments_url", url + "/comments").put("events_url", url + "/events");
        json.put("html_url", at.webOf(in) + "/issues/" + number).put("locked", false);
        json.putNull("assignee").putNull("milestone");
        json.putArray("assignees");
        return json.put("author_association", "MEMBER");
    }

    static ArrayNode labels(List<Label> labels, Repository in, Addresses at) {
        return Json.array(labels, label -> Json.object()
                .put("id", label.id())
                .put("node_id", Json.node("L", label.id()))
                .put("url", at.of(in) + "/labels/" + label.name().replace(" ", "%20"))
                .put("name", label.name())
                .put("color", label.color())
                .put("default", false)
                .put("description", label.description()));
    }
}
