package dev.portolan.tlog;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that differs from something in one bit. */
final class Bits {

    private Bits() {}

    static Stream<byte[]> flips(byte[] bytes) {
        return IntStream.range(0, bytes.length * 8).mapToObj(bit -> {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            return changed;
        });
    }

    static Stream<String> flips(String text) {
        return flips(text.getBytes(StandardCharsets.UTF_8)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    static Stream<Hash> flips(Hash hash) {
        return flips(hash.toBytes()).map(bytes -> Hash.at(bytes, 0));
    }
}
