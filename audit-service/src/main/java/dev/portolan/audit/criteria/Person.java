package dev.portolan.audit.criteria;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who acted, as it is shown. Of a person who was erased the handle is left.
 *
 * @param handle {@code #} and 16 hex digits, the same in all records of the person
 * @param issuer claim {@code iss}
 * @param subject claim {@code sub}
 * @param name claim {@code preferred_username}, the newest
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Person(String handle, Optional<String> issuer, Optional<String> subject, Optional<String> name) {

    /** Records with who acted, {@code audit_event AS r} and {@code people.subject AS p}: what conditions are on. */
    public static final String RECORDS = "audit_event AS r LEFT JOIN people.subject AS p ON p.subject_key = r.actor";

    /** What {@link #read} reads. */
    public static final String COLUMNS = "r.actor, p.issuer, p.subject, p.name";

    /** Reads {@link #COLUMNS} from column {@code first} on; empty if nobody is known. */
    public static Optional<Person> read(ResultSet row, int first) throws SQLException {
        long actor = row.getLong(first);
        return actor == 0
                ? Optional.empty()
                : Optional.of(new Person(
                        handle(actor),
                        text(row.getString(first + 1)),
                        text(row.getString(first + 2)),
                        text(row.getString(first + 3))));
    }

    /** What is shown of a number. */
    public static String handle(long actor) {
        return "#" + HexFormat.of().toHexDigits(actor);
    }

    /** Whether the handle is all that is left, or that was ever known. */
    public boolean erased() {
        return issuer.isEmpty() && subject.isEmpty() && name.isEmpty();
    }

    /** The name, or the handle if there is none. */
    public String shown() {
        return name.orElse(handle);
    }

    @SuppressWarnings("NullAway") // JDBC says null for NULL; this is where it ends
    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
