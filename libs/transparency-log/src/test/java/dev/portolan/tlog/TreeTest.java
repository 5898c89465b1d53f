package dev.portolan.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

    /** Entries and roots of the trees of 0 to 8 of them, as published with the first implementations of RFC 6962. */
    private static final String[] ENTRIES = {
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
    };

    private static final String[] ROOTS = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };

    @Test
    void publishedVectorsHold() {
        GrownLog log = new GrownLog();
        List<String> roots = new ArrayList<>(List.of(log.edge().root().toString()));
        for (String entry : ENTRIES) {
            log.append(HexFormat.of().parseHex(entry));
            roots.add(log.edge().root().toString());
            assertThat(log.tree().root()).isEqualTo(log.edge().root());
        }

        assertThat(roots).containsExactly(ROOTS);
    }

    @Test
    void publishedProofsHold() {
        GrownLog log = new GrownLog();
        List<Tree> trees = new ArrayList<>(List.of(log.tree()));
        for (String entry : ENTRIES) {
            log.append(HexFormat.of().parseHex(entry));
            trees.add(log.tree());
        }
        Tree eight = trees.get(8);

        assertThat(beginnings(eight.inclusion(0).path())).containsExactly("96a296d2", "5f083f0a", "6b47aaf2");
        assertThat(beginnings(eight.inclusion(5).path())).containsExactly("bc1a0643", "ca854ea1", "d37ee418");
        assertThat(beginnings(trees.get(3).inclusion(2).path())).containsExactly("fac54203");
        assertThat(beginnings(trees.get(5).inclusion(1).path())).containsExactly("6e340b9c", "5f083f0a", "bc1a0643");
        assertThat(beginnings(eight.consistency(1).path())).containsExactly("96a296d2", "5f083f0a", "6b47aaf2");
        assertThat(beginnings(eight.consistency(6).path())).containsExactly("0ebc5d34", "ca854ea1", "d37ee418");
        assertThat(beginnings(trees.get(5).consistency(2).path())).containsExactly("5f083f0a", "bc1a0643");
    }

    /** Every size up to beyond two full tiles: the edge, the tiles and RFC 6962's own words agree. */
    @Test
    void everySizeHasTheRootThatRfc6962Defines() {
        GrownLog log = GrownLog.of(0, 1);
        for (int size = 0; size <= 600; size++) {
            String root = log.naive().root();
            assertThat(log.edge().root()).as("edge of %d", size).hasToString(root);
            assertThat(log.tree().root()).as("tiles of %d", size).hasToString(root);
            assertThat(TreeEdge.of(size, log.edge().toBytes()).root()).hasToString(root);
            log.append(new byte[] {(byte) size, (byte) (size >> 8)});
        }
    }

    static Stream<Integer> largeSizes() {
        Random random = new Random(6962);
        return Stream.concat(
                Stream.of(65_535, 65_536, 65_537, 70_000),
                Stream.generate(() -> random.nextInt(20_000)).limit(4));
    }

    @ParameterizedTest
    @MethodSource("largeSizes")
    void largeSizesToo(int size) {
        GrownLog log = GrownLog.of(size, size);
        NaiveTree naive = log.naive();

        assertThat(log.edge().root()).hasToString(naive.root());
        assertThat(log.tree().root()).hasToString(naive.root());
        for (int sample : new Random(size).ints(2, 0, size).toArray()) {
            assertThat(log.tree().inclusion(sample).path()).map(Hash::toString).isEqualTo(naive.path(sample));
            assertThat(log.tree().consistency(sample + 1).path())
                    .map(Hash::toString)
                    .isEqualTo(naive.proof(sample + 1));
            assertThat(log.tree().rootAt(sample))
                    .hasToString(new NaiveTree(log.entries().subList(0, sample)).root());
            assertThat(log.tree().leaf(sample))
                    .isEqualTo(Hash.leaf(log.entries().get(sample)));
        }
    }

    /** The example of tlog-tiles. */
    @Test
    void aTreeOf70000HasTheTilesOfTheSpecification() {
        GrownLog log = GrownLog.of(70_000, 7);

        assertThat(log.full().keySet()).filteredOn(tile -> tile.level() == 0).hasSize(273);
        assertThat(log.full().keySet()).filteredOn(tile -> tile.level() == 1).hasSize(1);
        assertThat(log.full()).hasSize(274).allSatisfy((id, bytes) -> assertThat(bytes)
                .hasSize(8192));
        assertThat(List.of(
                        log.edge().partial(0).length,
                        log.edge().partial(1).length,
                        log.edge().partial(2).length))
                .containsExactly(112 * 32, 17 * 32, 32);
        assertThat(log.edge().partial(3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 513, 65_536})
    void anEdgeOfAnotherSizeIsRefused(int size) {
        byte[] bytes = GrownLog.of(size, 3).edge().toBytes();

        assertThat(TreeEdge.of(size, bytes).size()).isEqualTo(size);
        for (long other : new long[] {-1, 0, size - 1L, size + 1L}) {
            assertThatIllegalArgumentException().isThrownBy(() -> TreeEdge.of(other, bytes));
        }
    }

    private static List<String> beginnings(List<Hash> hashes) {
        return hashes.stream().map(hash -> hash.toString().substring(0, 8)).toList();
    }
}
