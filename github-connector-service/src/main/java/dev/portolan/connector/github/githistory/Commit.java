package dev.portolan.connector.github.githistory;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.text.VisibleText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** A commit. */
public record Commit(
        String id,
        String author,

        @JsonPropertyDescription("When it was authored, ISO 8601")
        String date,

        String message,
        List<String> parents) {

    /** A message is cut there. */
    private static final int MESSAGE = 4000;

    static Commit of(RevCommit commit) {
        return new Commit(
                commit.name(),
                author(commit.getAuthorIdent()),
                date(commit),
                shortened(VisibleText.of(commit.getFullMessage()).strip()),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList());
    }

    static String author(PersonIdent person) {
        return VisibleText.of(person.getName() + " <" + person.getEmailAddress() + ">");
    }

    static String date(RevCommit commit) {
        Instant when = commit.getAuthorIdent().getWhenAsInstant();
        return when.toString();
    }

    private static String shortened(String message) {
        return message.length() <= MESSAGE ? message : message.substring(0, MESSAGE) + "…";
    }
}
