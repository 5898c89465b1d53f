package dev.portolan.tlog;

/** Where tiles are read from. */
@FunctionalInterface
public interface TileSource {

    /**
     * The hashes of a tile, one after the other, at least as many as its width says: a wider tile begins with the
     * hashes of the narrower.
     *
     * @throws TileMissing if it is not there
     */
    byte[] read(TileId tile);

    /** A tile, bundle or checkpoint that should be there is not, or is not whole. */
    final class TileMissing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient TileId tile;

        /** With what is missing. */
        public TileMissing(TileId tile) {
            super(tile.path() + " is missing or not whole", null, false, false);
            this.tile = tile;
        }

        /** What is missing. */
        public TileId tile() {
            return tile;
        }
    }
}
