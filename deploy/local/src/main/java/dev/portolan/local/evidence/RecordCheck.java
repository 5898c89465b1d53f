package dev.portolan.local.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.bundle.EntryCheck;
import dev.portolan.tlog.bundle.Finding;
import dev.portolan.tlog.bundle.Predecessor;
import dev.portolan.tlog.bundle.Ranges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the entries of the audit log must tell together: the numbers of each boot go 1, 2, 3 …, every outcome has its
 * intent before it, and what is gone was dropped with its month. Remembers a number per boot, the calls that are open,
 * and what is gone: whether it was dropped only a later entry says.
 */
public final class RecordCheck implements EntryCheck {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String GAP = "portolan.gap/1";
    private static final String RESET = "portolan.reset/1";

    /** Members that are looked at. */
    private static final Set<String> NEEDED = Set.of(
            "schema",
            "kind",
            "call_id",
            "source.boot_id",
            "source.seq",
            "boot_id",
            "first",
            "last",
            "old_origin",
            "closed_size",
            "closed_root",
            "checkpoint");

    private final Map<String, Long> boots = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private final Dropped dropped;
    private final Ranges gone = new Ranges();
    private final List<Hole> holes = new ArrayList<>();
    private String log = "";
    private long there;
    private long intents;
    private long lost;
    private String replaces = "";

    /** Numbers of a boot that were passed over before the entry at {@code index}. */
    private record Hole(long index, String boot, long first, long last) {}

    /** Of a log, of which nothing is known yet to have been dropped. */
    public RecordCheck() {
        this(new Dropped());
    }

    /** Of a log, knowing what logs after it say was dropped; what this one says is added. */
    public RecordCheck(Dropped dropped) {
        this.dropped = dropped;
    }

    @Override
    public void begin(String origin) {
        log = origin.substring(origin.lastIndexOf('/') + 1);
    }

    @Override
    public Step read(long index, byte[] entry) {
        try (JsonParser json = JSON.createParser(entry)) {
            Map<String, String> members = members(json);
            return () -> look(index, members, entry);
        } catch (IOException e) {
            return () -> Optional.of(new Finding(Finding.Kind.TAMPERED, index, "the entry is not JSON"));
        }
    }

    private Optional<Finding> look(long index, Map<String, String> members, byte[] entry) {
        there++;
        String schema = String.valueOf(members.get("schema"));
        if (schema.equals(GAP)) {
            return lost(index, members);
        }
        if (schema.equals(Dropped.SCHEMA)) {
            return dropped(index, entry);
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
    public Optional<Finding> gone(long index) {
        gone.add(index, index);
        return Optional.empty();
    }

    @Override
    public Optional<Finding> end() {
        OptionalLong deleted = gone.firstOutside(dropped.places(log));
        Optional<Finding> missing = holes.stream()
                .filter(hole -> deleted.isEmpty() || hole.index() < deleted.getAsLong())
                .flatMap(hole -> dropped.numbers(hole.boot()).firstOutside(hole.first(), hole.last()).stream()
                        .mapToObj(seq -> new Finding(
                                Finding.Kind.INCOMPLETE,
                                hole.index(),
                                "number " + seq + " of boot " + hole.boot() + " is missing")))
                .findFirst();
        return missing.or(() -> deleted.stream()
                .mapToObj(index -> new Finding(
                        Finding.Kind.TAMPERED,
                        index,
                        "the entry is gone, and nothing signed says that it was dropped with its month"))
                .findFirst());
    }

    @Override
    public Optional<Predecessor> predecessor(byte[] first) {
        try (JsonParser json = JSON.createParser(first)) {
            Map<String, String> members = members(json);
            if (!RESET.equals(members.get("schema"))) {
                return Optional.empty();
            }
            byte[] root = HexFormat.of().parseHex(String.valueOf(members.get("closed_root")));
            return Optional.of(new Predecessor(
                    SignedNote.parse(String.valueOf(members.get("checkpoint"))),
                    new Checkpoint(
                            String.valueOf(members.get("old_origin")),
                            Long.parseLong(String.valueOf(members.get("closed_size"))),
                            Hash.at(root, 0))));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Entries that are there. */
    public long there() {
        return there;
    }

    /** Entries that went with their months. */
    public long gone() {
        return gone.size();
    }

    /** The months that went, as text. */
    public String months() {
        return String.join(", ", dropped.months(log));
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
        return passed(index, boot, seq, seq)
                .map(last -> new Finding(
                        Finding.Kind.INCOMPLETE,
                        index,
                        "number " + seq + " of boot " + boot + " follows number " + last));
    }

    /**
     * Moves a boot on to {@code last}. If {@code first} is not its next number, answers the one before, unless what is
     * missing may have been dropped: that is told at the end.
     */
    private Optional<Long> passed(long index, String boot, long first, long last) {
        // what came before the first record of a boot may be in the log before this one
        long before = boots.getOrDefault(boot, replaces.isEmpty() ? 0L : first - 1);
        boots.put(boot, last);
        if (first > before + 1 && gone.size() > 0) {
            holes.add(new Hole(index, boot, before + 1, first - 1));
            return Optional.empty();
        }
        return first == before + 1 ? Optional.empty() : Optional.of(before);
    }

    private Optional<Finding> dropped(long index, byte[] entry) {
        try {
            dropped.add(log, index, entry);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Finding(Finding.Kind.TAMPERED, index, "what was dropped: " + e.getMessage()));
        }
    }

    private Optional<Finding> lost(long index, Map<String, String> members) {
        if (members.get("last") == null) {
            return Optional.empty(); // a boot was closed, and no number of it is known to be missing
        }
        String boot = String.valueOf(members.get("boot_id"));
        long first = Long.parseLong(String.valueOf(members.get("first")));
        long last = Long.parseLong(String.valueOf(members.get("last")));
        lost += last - first + 1;
        return passed(index, boot, first, last)
                .map(before -> new Finding(
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
            if (!open.containsKey(call) && replaces.isEmpty() && gone.size() == 0) {
                return Optional.of(new Finding(
                        Finding.Kind.INCOMPLETE, index, "the outcome of call " + call + " has no intent before it"));
            }
            open.computeIfPresent(call, (id, count) -> count == 1 ? null : count - 1);
        }
        return Optional.empty();
    }

    /** Those of the entry, and of its member {@code source}, that are needed and scalars. */
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
            } else if (NEEDED.contains(prefix.isEmpty() ? name : prefix + name)) {
                members.put(prefix + name, json.getText());
            }
        }
        return members;
    }
}
