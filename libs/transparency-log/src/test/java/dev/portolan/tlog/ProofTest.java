package dev.portolan.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProofTest {

    /** Every leaf of every tree, and every earlier tree of it, against RFC 6962's own words. */
    @Test
    void everyProofOfEverySizeHolds() {
        GrownLog log = GrownLog.of(0, 2);
        List<Hash> roots = new ArrayList<>();
        for (int size = 0; size <= 40; size++) {
            roots.add(log.edge().root());
            for (int index = 0; index < size; index++) {
                InclusionProof proof = log.tree().inclusion(index);
                assertThat(proof.path())
                        .map(Hash::toString)
                        .isEqualTo(log.naive().path(index));
                assertThat(proof.holds(Hash.leaf(log.entries().get(index)), roots.get(size)))
                        .isTrue();
            }
            for (int earlier = 0; earlier <= size; earlier++) {
                ConsistencyProof proof = log.tree().consistency(earlier);
                if (earlier > 0) {
                    assertThat(proof.path())
                            .map(Hash::toString)
                            .isEqualTo(log.naive().proof(earlier));
                }
                assertThat(proof.holds(roots.get(earlier), roots.get(size))).isTrue();
            }
            log.append(new byte[] {(byte) size});
        }
    }

    @Test
    void proofsAcrossTilesHold() {
        GrownLog log = GrownLog.of(600, 4);
        Hash root = log.edge().root();
        for (int index = 0; index < 600; index++) {
            assertThat(log.tree().inclusion(index).holds(Hash.leaf(log.entries().get(index)), root))
                    .isTrue();
            assertThat(log.tree().consistency(index).holds(log.tree().rootAt(index), root))
                    .isTrue();
        }
    }

    @Test
    void noChangedInclusionProofHolds() {
        for (int size = 1; size <= 18; size++) {
            GrownLog log = GrownLog.of(size, size);
            Hash root = log.edge().root();
            for (int index = 0; index < size; index++) {
                InclusionProof proof = log.tree().inclusion(index);
                Hash leaf = Hash.leaf(log.entries().get(index));
                assertNoneHolds(
                        proof.path(), path -> new InclusionProof(proof.index(), proof.size(), path).holds(leaf, root));
                assertThat(Bits.flips(leaf)).noneMatch(other -> proof.holds(other, root));
                assertThat(Bits.flips(root)).noneMatch(other -> proof.holds(leaf, other));
                for (int other = -1; other <= size; other++) {
                    boolean same = other == index;
                    assertThat(new InclusionProof(other, size, proof.path()).holds(leaf, root))
                            .isEqualTo(same);
                }
            }
        }
    }

    @Test
    void noChangedConsistencyProofHolds() {
        GrownLog log = GrownLog.of(18, 5);
        for (int size = 2; size <= 18; size++) {
            Tree tree = new Tree(size, tile -> log.read(tile));
            Hash root = tree.root();
            for (int earlier = 1; earlier < size; earlier++) {
                ConsistencyProof proof = tree.consistency(earlier);
                Hash before = tree.rootAt(earlier);
                assertNoneHolds(proof.path(), path -> new ConsistencyProof(proof.earlier(), proof.size(), path)
                        .holds(before, root));
                assertThat(Bits.flips(before)).noneMatch(other -> proof.holds(other, root));
                assertThat(Bits.flips(root)).noneMatch(other -> proof.holds(before, other));
            }
        }
    }

    @Test
    void whatIsNotInTheTreeHasNoProof() {
        Tree tree = GrownLog.of(5, 6).tree();

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tree.inclusion(5));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tree.consistency(6));
        assertThat(new InclusionProof(0, 0, List.of()).holds(Hash.OF_EMPTY_TREE, Hash.OF_EMPTY_TREE))
                .isFalse();
        assertThat(new ConsistencyProof(6, 5, List.of()).holds(tree.root(), tree.root()))
                .isFalse();
    }

    /** Neither with one bit changed, nor with a hash less, more, or twice. */
    private static void assertNoneHolds(List<Hash> path, Predicate<List<Hash>> holds) {
        for (int i = 0; i < path.size(); i++) {
            int at = i;
            assertThat(Bits.flips(path.get(i))).noneMatch(changed -> {
                List<Hash> other = new ArrayList<>(path);
                other.set(at, changed);
                return holds.test(other);
            });
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(at);
            assertThat(holds.test(shorter)).isFalse();
            List<Hash> longer = new ArrayList<>(path);
            longer.add(at, path.get(at));
            assertThat(holds.test(longer)).isFalse();
        }
        List<Hash> longer = new ArrayList<>(path);
        longer.add(Hash.OF_EMPTY_TREE);
        assertThat(holds.test(longer)).isFalse();
    }
}
