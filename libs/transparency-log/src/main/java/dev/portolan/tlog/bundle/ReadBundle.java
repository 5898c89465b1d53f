package dev.portolan.tlog.bundle;

import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.bundle.Finding.Kind;
import dev.portolan.tlog.bundle.PartCheck.Refuted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entries of one bundle, each compared with its hash in the tile above: what can be told of them without those
 * before them.
 *
 * @param first place of the first of them
 * @param leaves their hashes, up to the first that is wrong
 * @param steps what is left to be looked at of each
 * @param opening the bytes of the first entry; none if that one is wrong
 * @param wrong what is wrong behind these leaves, if anything is
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record ReadBundle(
        long first, List<Hash> leaves, List<EntryCheck.Step> steps, Optional<byte[]> opening, Optional<Finding> wrong) {

    /** Reads a bundle and its tile. @throws IOException if a file is there and cannot be read */
    static ReadBundle of(TileFiles files, EntryCheck meaning, TileId id) throws IOException {
        List<Hash> leaves = new ArrayList<>(id.width());
        List<EntryCheck.Step> steps = new ArrayList<>(id.width());
        Optional<Finding> wrong = Optional.empty();
        Optional<byte[]> opening = Optional.empty();
        try {
            byte[] hashes = files.hashes(new TileId(0, id.index(), id.width()));
            byte[] bundle = files.read(id);
            List<byte[]> entries = EntryBundle.entries(bundle);
            opening = entries.stream().findFirst();
            for (int i = 0; i < id.width(); i++) {
                long index = id.firstEntry() + i;
                if (i >= entries.size()) {
                    throw new Refuted(Kind.INCOMPLETE, index, id.path() + " ends before this entry");
                }
                byte[] entry = entries.get(i);
                Hash leaf = Hash.at(hashes, i * Hash.BYTES);
                boolean there = Hash.leaf(entry).equals(leaf);
                if (!there && entry.length > 0) {
                    throw new Refuted(Kind.TAMPERED, index, "the entry and its hash do not belong together");
                }
                steps.add(there ? meaning.read(index, entry) : () -> meaning.gone(index));
                leaves.add(leaf);
            }
            if (EntryBundle.length(entries.subList(0, id.width())) != bundle.length) {
                long behind = id.firstEntry() + id.width();
                throw new Refuted(Kind.TAMPERED, behind, id.path() + " goes on behind its last entry");
            }
        } catch (Refuted refuted) {
            wrong = Optional.of(refuted.finding());
        }
        return new ReadBundle(id.firstEntry(), leaves, steps, opening, wrong);
    }
}
