package dev.portolan.connector.github.githistory;

import dev.portolan.connector.github.failure.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Which commits of a history.
 *
 * @param author part of the author's name or address, in lower case
 * @param begin nothing committed before it
 */
record LogFilter(Optional<String> author, Optional<Instant> begin) {

    private static final int DATE = "2026-01-31".length();

    /**
     * Reads what was given.
     *
     * @throws dev.portolan.mcp.server.ToolCallException validation_failed, if the time cannot be read
     */
    static LogFilter of(Optional<String> author, Optional<String> since) {
        return new LogFilter(author.map(text -> text.toLowerCase(Locale.ROOT)), since.map(LogFilter::time));
    }

    boolean admits(RevCommit commit) {
        PersonIdent person = commit.getAuthorIdent();
        String whole = (person.getName() + " <" + person.getEmailAddress() + ">").toLowerCase(Locale.ROOT);
        return author.map(whole::contains).orElse(true);
    }

    private static Instant time(String text) {
        try {
            return text.length() <= DATE
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Failure.VALIDATION_FAILED.because("since: give 2026-01-31 or 2026-01-31T12:00:00Z.");
        }
    }
}
