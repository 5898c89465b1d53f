package dev.portolan.gateway.reload;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be taken into use, with everything that is wrong with it in one message. */
public final class BadFile extends RuntimeException {
    private static final int SHOWN = 50;

    private final transient List<Fault> faults;

    private BadFile(Path file, List<Fault> faults) {
        super(sentence(file, faults), null, false, false);
        this.faults = faults;
    }

    /** @param faults at least one */
    static BadFile of(Path file, List<Fault> faults) {
        return new BadFile(
                file,
                faults.stream().sorted(Comparator.comparingInt(Fault::line)).toList());
    }

    private static String sentence(Path file, List<Fault> faults) {
        String all = faults.stream().limit(SHOWN).map(Fault::toString).collect(Collectors.joining("; "));
        String more = faults.size() > SHOWN ? "; and " + (faults.size() - SHOWN) + " more" : "";
        return file + " is not usable: " + all + more;
    }

    /** In the order of their lines. */
    public List<Fault> faults() {
        return faults;
    }

    /** Names the file and every fault; safe to log. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
