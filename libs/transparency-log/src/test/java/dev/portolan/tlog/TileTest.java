package dev.portolan.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "1, 1000, 17, tile/1/x001/000.p/17",
        "7, 999, 1, tile/7/999.p/1",
        "-1, 5, 256, tile/entries/005",
        "-1, 36028797018963967, 255, tile/entries/x036/x028/x797/x018/x963/967.p/255"
    })
    void aTileHasThePathOfTheSpecification(int level, long index, int width, String path) {
        TileId tile = new TileId(level, index, width);

        assertThat(tile.path()).isEqualTo(path);
        assertThat(TileId.parse(path)).isEqualTo(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/0",
                "tile/0/0000",
                "tile/0/x000/001",
                "tile/00/001",
                "tile/8/001",
                "tile/0/001.p/0",
                "tile/0/001.p/01",
                "tile/0/001.p/256",
                "tile/0/001.p/",
                "tile/0/x001",
                "tile/entries/../checkpoint",
                "/tile/0/001",
                "tile/0/001/",
                "tile/-1/001"
            })
    void whatIsNoPathIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> TileId.parse(path));
    }

    @Test
    void aBundleGivesBackItsEntries() {
        List<byte[]> entries = List.of(new byte[0], new byte[] {1, 2, 3}, new byte[EntryBundle.MAX_ENTRY]);
        byte[] bundle = EntryBundle.of(entries);

        assertThat(bundle).hasSize(6 + 3 + 65_535).startsWith(0, 0, 0, 3, 1, 2, 3, 0xff, 0xff);
        assertThat(EntryBundle.entries(bundle)).containsExactlyElementsOf(entries);
        assertThat(EntryBundle.entries(Arrays.copyOf(bundle, bundle.length - 1)))
                .hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryBundle.of(List.of(new byte[EntryBundle.MAX_ENTRY + 1])));
    }
}
