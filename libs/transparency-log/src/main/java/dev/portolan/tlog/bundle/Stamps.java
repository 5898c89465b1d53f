package dev.portolan.tlog.bundle;

import dev.portolan.tlog.bundle.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The time stamps among the files of a log: {@link #SIZES}, and for each size the checkpoint and its token. */
public final class Stamps {

    /** Path of the sizes of the checkpoints that are there with their stamps, one a line. */
    public static final String SIZES = "stamps/sizes";

    /** There are never more. */
    public static final int MAX = 1000;

    private Stamps() {}

    /** Path of the checkpoint of this size as it was stamped. */
    public static String checkpoint(long size) {
        return "stamps/" + size + ".checkpoint";
    }

    /** Path of its token. */
    public static String token(long size) {
        return "stamps/" + size + ".tst";
    }

    /** What stands in {@link #SIZES}. */
    public static byte[] list(List<Long> sizes) {
        return sizes.stream()
                .map(size -> size + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * All of a log, in the order of the list. Nothing of them is checked but that each is of its size.
     *
     * @throws IOException if a file is there and cannot be read
     * @throws PartCheck.Refuted if one is not what the list says, or not there
     */
    public static List<Stamp> in(LogFiles files) throws IOException {
        String listed = new String(files.read(SIZES).orElse(new byte[0]), StandardCharsets.US_ASCII);
        List<String> sizes = listed.lines().toList();
        if (sizes.size() > MAX || !sizes.stream().allMatch(size -> size.matches("[1-9][0-9]{0,17}"))) {
            throw new PartCheck.Refuted(Kind.MISSTAMPED, 0, SIZES + " is no list of sizes");
        }
        List<Stamp> stamps = new ArrayList<>();
        for (String size : sizes) {
            stamps.add(stamp(files, Long.parseLong(size)));
        }
        return stamps;
    }

    private static Stamp stamp(LogFiles files, long size) throws IOException {
        Stamp stamp = new Stamp(read(files, checkpoint(size)), read(files, token(size)));
        try {
            if (stamp.head().size() == size) {
                return stamp;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new PartCheck.Refuted(Kind.MISSTAMPED, 0, checkpoint(size) + " is no checkpoint of this size");
    }

    private static byte[] read(LogFiles files, String path) throws IOException {
        return files.read(path).orElseThrow(() -> new PartCheck.Refuted(Kind.INCOMPLETE, 0, path + " is missing"));
    }
}
