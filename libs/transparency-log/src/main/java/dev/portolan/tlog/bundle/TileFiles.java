package dev.portolan.tlog.bundle;

import dev.portolan.tlog.Hash;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.bundle.Finding.Kind;
import dev.portolan.tlog.bundle.PartCheck.Refuted;
import java.io.IOException;

/**
 * Tiles and bundles that must be there.
 *
 * @param files among which they are
 */
record TileFiles(LogFiles files) {

    /** The bytes of a file. @throws Refuted if it is not there */
    byte[] read(TileId id) throws IOException {
        return files.read(id.path())
                .orElseThrow(() -> new Refuted(Kind.INCOMPLETE, id.firstEntry(), id.path() + " is missing"));
    }

    /** The hashes of a tile. @throws Refuted if they are not there, or not as many as there should be */
    byte[] hashes(TileId id) throws IOException {
        byte[] hashes = read(id);
        int width = hashes.length / Hash.BYTES;
        if (hashes.length != id.width() * Hash.BYTES) {
            long present = Math.min(width, id.width());
            throw new Refuted(
                    hashes.length < id.width() * Hash.BYTES ? Kind.INCOMPLETE : Kind.TAMPERED,
                    id.firstEntry() + (present << 8 * id.level()),
                    id.path() + " has " + hashes.length + " bytes instead of " + id.width() * Hash.BYTES);
        }
        return hashes;
    }
}
