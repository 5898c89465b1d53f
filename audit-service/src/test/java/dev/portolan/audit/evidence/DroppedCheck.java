package dev.portolan.audit.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.tlog.bundle.EntryCheck;
import dev.portolan.tlog.bundle.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is gone must be on record as dropped. Written from docs/reference/tlog.md. */
final class DroppedCheck implements EntryCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedSet<Long> gone = new TreeSet<>();
    private final SortedSet<Long> dropped = new TreeSet<>();

    @Override
    public Step read(long index, byte[] entry) {
        return () -> look(entry);
    }

    private Optional<Finding> look(byte[] entry) {
        try {
            JsonNode said = JSON.readTree(entry);
            if (said.path("schema").asText().equals("portolan.dropped/1")) {
                for (JsonNode range : said.path("leaves")) {
                    for (long leaf = range.get(0).asLong(); leaf <= range.get(1).asLong(); leaf++) {
                        dropped.add(leaf);
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Finding> gone(long index) {
        gone.add(index);
        return Optional.empty();
    }

    @Override
    public Optional<Finding> end() {
        return gone.stream()
                .filter(index -> !dropped.contains(index))
                .findFirst()
                .map(index -> new Finding(Finding.Kind.TAMPERED, index, "gone and not dropped"));
    }

    SortedSet<Long> gone() {
        return gone;
    }
}
