package dev.portolan.local.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.tlog.bundle.Ranges;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What went with its month, as entries {@code portolan.dropped/1} say: places in a log, and numbers of boots. */
public final class Dropped {

    /** Form of these entries. */
    static final String SCHEMA = "portolan.dropped/1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Ranges> places = new HashMap<>();
    private final Map<String, Ranges> numbers = new HashMap<>();
    private final Map<String, SortedSet<String>> months = new HashMap<>();

    /**
     * Takes note of what an entry says.
     *
     * @param log in which it is
     * @param index where it is: what comes later in the same log it cannot speak of
     * @throws IOException if it says nothing that can be understood, or speaks of what comes later
     */
    void add(String log, long index, byte[] entry) throws IOException {
        JsonNode said = JSON.readTree(entry);
        String of = said.path("log").asText();
        for (JsonNode range : said.path("leaves")) {
            if (range.path(0).asLong(-1) < 0 || of.equals(log) && range.path(1).asLong() >= index) {
                throw new IOException("it speaks of no entry before it");
            }
            places.computeIfAbsent(of, name -> new Ranges())
                    .add(range.path(0).asLong(), range.path(1).asLong());
        }
        for (JsonNode range : said.path("numbers")) {
            numbers.computeIfAbsent(range.path(0).asText(), boot -> new Ranges())
                    .add(range.path(1).asLong(), range.path(2).asLong());
        }
        months.computeIfAbsent(of, name -> new TreeSet<>())
                .add(said.path("month").asText());
    }

    /** Places of a log. */
    Ranges places(String log) {
        return places.getOrDefault(log, new Ranges());
    }

    /** Numbers of a boot. */
    Ranges numbers(String boot) {
        return numbers.getOrDefault(boot, new Ranges());
    }

    /** The months that went of a log. */
    Collection<String> months(String log) {
        return months.getOrDefault(log, new TreeSet<>());
    }
}
