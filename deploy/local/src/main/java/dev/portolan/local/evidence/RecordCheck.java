package dev.portolan.local.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.bundle.EntryCheck;
import dev.portolan.tlog.bundle.Finding;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the entries of the audit log must tell together: the numbers of each boot go 1, 2, 3 …, and every outcome has
 * its intent before it. Remembers a number per boot and the calls that are open.
 */
public final class RecordCheck implements EntryCheck {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String GAP = "portolan.gap/1";
    private static final String RESET = "portolan.reset/1";

    private final Map<String, Long> boots = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private long intents;
    private long lost;
    private String replaces = "";

    @Override
    public Optional<Finding> look(long index, byte[] entry) {
        Map<String, String> members;
        try (JsonParser json = JSON.createParser(entry)) {
            members = members(json);
        } catch (IOException e) {
            return Optional.of(new Finding(Finding.Kind.TAMPERED, index, "the entry is not JSON"));
        }
        String schema = String.valueOf(members.get("schema"));
        if (schema.equals(GAP)) {
            return lost(index, members);
        }
        if (schema.equals(RESET)) {
            replaces = String.valueOf(members.get("old_origin"));
            return index == 0
                    ? Optional.empty()
                    : Optional.of(new Finding(Finding.Kind.TAMPERED, index, "a log is begun anew in its middle"));
        }
        return number(index, members).or(() -> pair(index, members));
    }

    @Override
    public Optional<SignedNote> replaced(byte[] first) {
        try (JsonParser json = JSON.createParser(first)) {
            Map<String, String> members = members(json);
            return RESET.equals(members.get("schema"))
                    ? Optional.of(SignedNote.parse(String.valueOf(members.get("checkpoint"))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Records that were declared lost. */
    public long lost() {
        return lost;
    }

    /** Origin of the log that this one takes the place of; empty if there was none. */
    public String replaces() {
        return replaces;
    }

    /** Boots that have records. */
    public int boots() {
        return boots.size();
    }

    /** Calls that were admitted. */
    public long intents() {
        return intents;
    }

    /** Of these, how many have no outcome: running when the log was signed, or their end was lost. */
    public int open() {
        return open.size();
    }

    private Optional<Finding> number(long index, Map<String, String> members) {
        String boot = members.get("source.boot_id");
        if (boot == null) {
            return Optional.empty(); // something that arrived and said not who sent it
        }
        long seq = Long.parseLong(String.valueOf(members.get("source.seq")));
        // what came before the first record of a boot may be in the log before this one
        long last = boots.getOrDefault(boot, replaces.isEmpty() ? 0L : seq - 1);
        boots.put(boot, last + 1);
        return seq == last + 1
                ? Optional.empty()
                : Optional.of(new Finding(
                        Finding.Kind.INCOMPLETE,
                        index,
                        "number " + seq + " of boot " + boot + " follows number " + last));
    }

    private Optional<Finding> lost(long index, Map<String, String> members) {
        if (members.get("last") == null) {
            return Optional.empty(); // a boot was closed, and no number of it is known to be missing
        }
        String boot = String.valueOf(members.get("boot_id"));
        long first = Long.parseLong(String.valueOf(members.get("first")));
        long last = Long.parseLong(String.valueOf(members.get("last")));
        long before = boots.getOrDefault(boot, replaces.isEmpty() ? 0L : first - 1);
        lost += last - first + 1;
        boots.put(boot, last);
        return first == before + 1
                ? Optional.empty()
                : Optional.of(new Finding(
                        Finding.Kind.TAMPERED,
                        index,
                        "of boot " + boot + " is declared lost from " + first + " what is here up to " + before));
    }

    private Optional<Finding> pair(long index, Map<String, String> members) {
        String kind = String.valueOf(members.get("kind"));
        String call = String.valueOf(members.get("call_id"));
        if (kind.equals("intent")) {
            intents++;
            open.merge(call, 1, Integer::sum);
        } else if (kind.equals("outcome")) {
            if (!open.containsKey(call) && replaces.isEmpty()) {
                return Optional.of(new Finding(
                        Finding.Kind.INCOMPLETE, index, "the outcome of call " + call + " has no intent before it"));
            }
            open.computeIfPresent(call, (id, count) -> count == 1 ? null : count - 1);
        }
        return Optional.empty();
    }

    /** The scalars of the entry and of its member {@code source}. */
    private static Map<String, String> members(JsonParser json) throws IOException {
        Map<String, String> members = new HashMap<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        String prefix = "";
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.END_OBJECT) {
                prefix = "";
                continue;
            }
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals("source")) {
                prefix = "source.";
            } else if (value.isStructStart()) {
                json.skipChildren();
            } else {
                members.put(prefix + name, json.getText());
            }
        }
        return members;
    }
}
