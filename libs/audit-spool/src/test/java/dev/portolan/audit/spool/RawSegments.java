package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads segments by the table in docs/reference/spool-format.md and by nothing of the code under test. */
final class RawSegments {
    /** A record as the table describes it. */
    record Raw(long seq, int kind, long durable, long intent, byte[] previous, byte[] hash, String text) {}

    private RawSegments() {}

    /** All valid records of all segments in the order of their numbers, each ending where the next segment begins. */
    static List<Raw> read(Disk disk) throws Exception {
        List<String> names = disk.list().stream()
                .filter(name -> name.endsWith(".segment"))
                .sorted()
                .toList();
        List<Raw> all = new ArrayList<>();
        for (String name : names) {
            long first = Long.parseLong(name.substring(0, 20));
            all.removeIf(raw -> raw.seq() >= first);
            all.addAll(segment(bytes(disk, name), first));
        }
        return all;
    }

    /** Whether numbers have no holes and each record is chained to the one before. */
    static boolean contiguousAndChained(List<Raw> records) {
        for (int i = 1; i < records.size(); i++) {
            Raw before = records.get(i - 1);
            Raw here = records.get(i);
            if (here.seq() != before.seq() + 1 || !Arrays.equals(here.previous(), before.hash())) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.open(name)) {
            ByteBuffer content = ByteBuffer.allocate((int) file.size());
            file.read(content, 0);
            return content.array();
        }
    }

    private static List<Raw> segment(byte[] content, long first) throws Exception {
        List<Raw> records = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(content);
        int at = 4096;
        while (at + 72 <= content.length && in.getInt(at) == 0xF5AD17FE) {
            int length = 72 + in.getInt(at + 4);
            if (at + length > content.length) {
                break;
            }
            byte[] frame = Arrays.copyOfRange(content, at, at + length);
            CRC32C crc = new CRC32C();
            crc.update(frame, 0, 8);
            crc.update(frame, 12, length - 12);
            long seq = in.getLong(at + 16);
            boolean ofAnEarlierUse = seq < first + records.size();
            if (ofAnEarlierUse || (int) crc.getValue() != in.getInt(at + 8)) {
                break;
            }
            records.add(new Raw(
                    seq,
                    in.getInt(at + 12),
                    in.getLong(at + 24),
                    in.getLong(at + 32),
                    Arrays.copyOfRange(frame, 40, 72),
                    MessageDigest.getInstance("SHA-256").digest(frame),
                    new String(frame, 72, length - 72, StandardCharsets.UTF_8)));
            at += length;
        }
        return records;
    }
}
