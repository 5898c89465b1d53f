package dev.portolan.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether what is on record keeps what was promised to those at both ends. Reads the database past the service and
 * computes the tree by itself.
 */
final class Invariants {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXAMPLES = 3;

    private final String database;
    private final Path signer;
    private final Map<String, String> answered;
    private final Set<String> effects;
    private final Map<String, Long> taken;
    private final Map<String, List<String>> violations = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<Integer, RecomputedTree> trees = new TreeMap<>();
    private int records;
    private int unknown;

    /**
     * @param signer directory with the signer's key and memory
     * @param answered what clients were told, by mark
     * @param effects the marks that reached the connector
     * @param taken up to which number the records of other gateways were taken, by boot
     */
    Invariants(
            String database, Path signer, Map<String, String> answered, Set<String> effects, Map<String, Long> taken) {
        this.database = database;
        this.signer = signer;
        this.answered = answered;
        this.effects = effects;
        this.taken = taken;
    }

    boolean isSigned() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT size = (SELECT max(c.size) FROM audit_checkpoint c WHERE c.log = l.log)"
                                + " FROM audit_log l WHERE closed_at IS NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** What does not hold, by invariant; empty if all does. */
    Map<String, List<String>> violations() throws SQLException, IOException {
        // before the rest, as a batch whose sender gave up may still be committed, and signed
        String remembered = Files.readString(signer.resolve("last-checkpoint"));
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            entries(statement);
            sources(statement);
            heads(statement);
            checkpoints(statement, remembered);
            tiles(statement);
        }
        return violations;
    }

    /** Entries of the log. */
    int records() {
        return records;
    }

    /** Intents that were closed because nobody saw their end. */
    int unknown() {
        return unknown;
    }

    private RecomputedTree tree(int log) {
        return trees.computeIfAbsent(log, first -> new RecomputedTree());
    }

    private void entries(Statement statement) throws SQLException, IOException {
        Map<String, String> intents = new HashMap<>();
        Map<String, Integer> ends = new HashMap<>();
        Map<String, String> successes = new HashMap<>();
        Set<String> marks = new HashSet<>();
        Set<String> ids = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT leaf_index, leaf_hash, boot_id, seq, entry, log FROM audit_entry ORDER BY log, leaf_index")) {
            while (rows.next()) {
                RecomputedTree tree = tree(rows.getInt(6));
                expect("I6", rows.getLong(1) == tree.size(), "place " + rows.getLong(1) + " after " + tree.size());
                byte[] leaf = tree.append(rows.getString(5));
                expect("I7", Arrays.equals(leaf, rows.getBytes(2)), "leaf hash of " + rows.getLong(1));
                records++;
                if (rows.getString(3) == null) {
                    continue; // what the log says of itself
                }
                long before = last.getOrDefault(rows.getString(3), 0L);
                expect(
                        "I3",
                        rows.getLong(4) == before + 1,
                        rows.getString(3) + ": " + rows.getLong(4) + " after " + before);
                last.put(rows.getString(3), rows.getLong(4));
                JsonNode entry = JSON.readTree(rows.getString(5));
                expect("I4", ids.add(entry.path("event_id").asText()), "twice: " + rows.getString(5));
                String call = entry.path("call_id").asText();
                String mark = entry.at("/request/jsonrpc_id").asText();
                switch (entry.path("kind").asText()) {
                    case "intent" -> {
                        intents.put(call, mark);
                        marks.add(mark);
                    }
                    case "outcome" -> {
                        ends.merge(call, 1, Integer::sum);
                        if (entry.at("/outcome/code").asText().equals("success")) {
                            successes.put(mark, entry.at("/outcome/commitment").asText());
                        }
                        unknown += entry.at("/outcome/reason").asText().equals("GATEWAY_RESTARTED") ? 1 : 0;
                    }
                    default -> {}
                }
            }
        }
        effects.forEach(mark -> expect("I1", marks.contains(mark), "effect without intent: " + mark));
        answered.forEach((mark, text) -> expect(
                "I2",
                Ledgers.result(text).commitment().equals(successes.get(mark)),
                "answered without its outcome: " + mark));
        intents.forEach((call, mark) ->
                expect("I5", ends.getOrDefault(call, 0) == 1, ends.getOrDefault(call, 0) + " ends of call " + mark));
        ends.keySet().forEach(call -> expect("I5", intents.containsKey(call), "end without intent: " + call));
        last.forEach((boot, seq) -> counts.put(boot, seq.intValue()));
    }

    private void sources(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT boot_id, last_seq FROM audit_source")) {
            while (rows.next()) {
                int found = counts.getOrDefault(rows.getString(1), 0);
                expect("I3", found == rows.getLong(2), rows.getString(1) + " has " + found + " of " + rows.getLong(2));
            }
        }
        taken.forEach((boot, seq) ->
                expect("I3", counts.getOrDefault(boot, 0) >= seq, boot + " was told that " + seq + " are here"));
        try (ResultSet rows = statement.executeQuery("SELECT * FROM audit_missing")) {
            expect("I3", !rows.next(), "audit_missing has rows");
        }
    }

    private void heads(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT log, size, root FROM audit_log")) {
            while (row.next()) {
                RecomputedTree tree = tree(row.getInt(1));
                expect("I6", row.getLong(2) == tree.size(), "size of the log: " + row.getLong(2));
                expect("I6", Arrays.equals(row.getBytes(3), tree.rootAt(tree.size())), "root of the log");
            }
        }
    }

    private void checkpoints(Statement statement, String remembered) throws SQLException, IOException {
        Map<String, RecomputedTree> signed = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT note, log FROM audit_checkpoint")) {
            while (rows.next()) {
                signed.put(rows.getString(1), tree(rows.getInt(2)));
            }
        }
        try (ResultSet open = statement.executeQuery("SELECT log FROM audit_log WHERE closed_at IS NULL")) {
            open.next();
            signed.put(remembered, tree(open.getInt(1)));
        }
        SigningKey key = SigningKey.parse(Files.readString(signer.resolve("log.key")));
        signed.forEach((text, tree) -> {
            SignedNote note = SignedNote.parse(text);
            Checkpoint head = Checkpoint.parse(note.text());
            expect("I6", note.isSignedBy(List.of(key.verifier())), "signature at " + head.size());
            expect(
                    "I6",
                    head.size() <= tree.size() && Arrays.equals(head.root().toBytes(), tree.rootAt((int) head.size())),
                    "the signed root at " + head.size() + " is another, of " + tree.size());
        });
    }

    private void tiles(Statement statement) throws SQLException {
        int full = 0;
        try (ResultSet rows = statement.executeQuery("SELECT level, index, hashes, log FROM audit_tile")) {
            while (rows.next()) {
                byte[] expected = tree(rows.getInt(4)).tile(rows.getInt(1), rows.getInt(2));
                expect(
                        "I7",
                        Arrays.equals(rows.getBytes(3), expected),
                        "tile " + rows.getInt(1) + "/" + rows.getInt(2));
                full += rows.getInt(1) == 0 ? 1 : 0;
            }
        }
        int expected = trees.values().stream()
                .mapToInt(tree -> tree.size() / RecomputedTree.TILE)
                .sum();
        expect("I7", full == expected, full + " tiles for " + records + " entries");
    }

    private void expect(String invariant, boolean holds, String otherwise) {
        if (!holds) {
            List<String> found = violations.computeIfAbsent(invariant, first -> new ArrayList<>());
            if (found.size() < EXAMPLES) {
                found.add(otherwise);
            }
        }
    }
}
