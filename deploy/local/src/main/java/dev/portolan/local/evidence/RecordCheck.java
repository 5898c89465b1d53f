package dev.portolan.local.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

    private final Map<String, Long> boots = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private long intents;

    @Override
    public Optional<Finding> look(long index, byte[] entry) {
        Map<String, String> members;
        try (JsonParser json = JSON.createParser(entry)) {
            members = members(json);
        } catch (IOException e) {
            return Optional.of(new Finding(Finding.Kind.TAMPERED, index, "the entry is not JSON"));
        }
        return number(index, members).or(() -> pair(index, members));
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
        long last = boots.getOrDefault(boot, 0L);
        String seq = String.valueOf(members.get("source.seq"));
        boots.put(boot, last + 1);
        return seq.equals(Long.toString(last + 1))
                ? Optional.empty()
                : Optional.of(new Finding(
                        Finding.Kind.INCOMPLETE,
                        index,
                        "number " + seq + " of boot " + boot + " follows number " + last));
    }

    private Optional<Finding> pair(long index, Map<String, String> members) {
        String kind = String.valueOf(members.get("kind"));
        String call = String.valueOf(members.get("call_id"));
        if (kind.equals("intent")) {
            intents++;
            open.merge(call, 1, Integer::sum);
        } else if (kind.equals("outcome")) {
            if (!open.containsKey(call)) {
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
