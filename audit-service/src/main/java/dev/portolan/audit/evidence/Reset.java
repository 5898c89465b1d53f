package dev.portolan.audit.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.ledger.note.Epochs;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a log takes the place of another: what its first entry says.
 *
 * @param signed the last checkpoint of the other, as it was signed
 */
record Reset(SignedNote signed) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBERED = Pattern.compile("(.+)-(\\d{1,9})");

    /** The head of the other log. */
    Checkpoint last() {
        return Checkpoint.parse(signed.text());
    }

    /** Members of the first entry of the log that comes instead. */
    Map<String, String> members(Map<String, String> more) {
        Map<String, String> members = new HashMap<>(more);
        members.put("old_origin", last().origin());
        members.put("checkpoint", signed.toString());
        return members;
    }

    /** What the log that comes instead is called: {@code main-2} after {@code main}, {@code main-3} after that. */
    String nextName() {
        String name = last().origin().substring(last().origin().lastIndexOf('/') + 1);
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches() ? numbered.group(1) + "-" + (Long.parseLong(numbered.group(2)) + 1) : name + "-2";
    }

    /** Read from an entry, if it says that. */
    static Optional<Reset> of(byte[] entry) {
        try {
            JsonNode members = JSON.readTree(entry);
            return members.path("schema").asText().equals(Epochs.SCHEMA)
                    ? Optional.of(new Reset(
                            SignedNote.parse(members.path("checkpoint").asText())))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
