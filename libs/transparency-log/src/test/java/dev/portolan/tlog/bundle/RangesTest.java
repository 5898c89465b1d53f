package dev.portolan.tlog.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangesTest {

    /** Against a set of bits, with a fixed seed. */
    @Test
    void rangesAreTheNumbersInThem() {
        Random random = new Random(26);
        for (int i = 0; i < 300; i++) {
            Ranges ranges = new Ranges();
            BitSet bits = new BitSet();
            for (int more = random.nextInt(12); more > 0; more--) {
                int first = random.nextInt(60);
                int last = first + random.nextInt(8);
                ranges.add(first, last);
                bits.set(first, last + 1);
            }
            int first = random.nextInt(60);
            int last = first + random.nextInt(20);
            int clear = bits.nextClearBit(first);

            assertThat(ranges.size()).isEqualTo(bits.cardinality());
            assertThat(ranges.firstOutside(first, last))
                    .isEqualTo(clear > last ? OptionalLong.empty() : OptionalLong.of(clear));
        }
    }

    @Test
    void whatOthersDoNotHaveIsFound() {
        Ranges some = new Ranges();
        some.add(3, 5);
        some.add(9, 9);
        Ranges others = new Ranges();
        others.add(0, 8);

        assertThat(some.firstOutside(others)).hasValue(9);
        others.add(9, 20);
        assertThat(some.firstOutside(others)).isEmpty();
    }
}
