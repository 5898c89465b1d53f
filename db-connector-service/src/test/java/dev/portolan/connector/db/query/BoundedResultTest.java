package dev.portolan.connector.db.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.db.gate.RowSink.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedResultTest {
    /** A row of one value "aaaa" is {@code ["aaaa"]} and a comma: nine bytes. */
    private static final int ROW_BYTES = 9;

    @Test
    void rowsThatFitExactlyAreKept() {
        BoundedResult result = result("text", 10, 3 * ROW_BYTES, 100);

        for (int i = 0; i < 3; i++) {
            assertThat(result.row(new String[] {"aaaa"})).isTrue();
        }

        assertThat(result.result().truncated()).isFalse();
        assertThat(result.result().rowCount()).isEqualTo(3);
    }

    @Test
    void oneByteTooManyLeavesTheRowOut() {
        BoundedResult result = result("text", 10, 3 * ROW_BYTES - 1, 100);

        assertThat(result.row(new String[] {"aaaa"})).isTrue();
        assertThat(result.row(new String[] {"aaaa"})).isTrue();
        assertThat(result.row(new String[] {"aaaa"})).isFalse();

        assertThat(result.result().rowCount()).isEqualTo(2);
        assertThat(result.result().truncatedBy()).contains("bytes");
    }

    @Test
    void bytesAreCountedAsTheyTravel() {
        BoundedResult result = result("text", 10, ROW_BYTES, 100);

        assertThat(result.row(new String[] {"éé"})).isTrue();
        assertThat(result("text", 10, ROW_BYTES, 100).row(new String[] {"\"\""}))
                .isTrue();
        assertThat(result("text", 10, ROW_BYTES, 100).row(new String[] {"\"\"a"}))
                .isFalse();
    }

    @Test
    void theProbeRowSaysThatThereIsMore() {
        BoundedResult result = result("text", 1, 1000, 100);

        assertThat(result.row(new String[] {"a"})).isTrue();
        assertThat(result.row(new String[] {"b"})).isFalse();

        assertThat(result.result().truncatedBy()).contains("rows");
        assertThat(result.result().rows()).hasSize(1);
    }

    @Test
    void aValueOfExactlyTheLengthIsNotCut() {
        BoundedResult result = result("text", 10, 1000, 4);

        result.row(new String[] {"aaaa"});
        result.row(new String[] {"aaaaa"});

        assertThat(result.result().rows().toString()).isEqualTo("[[\"aaaa\"], [\"aaaa\"]]");
        assertThat(result.result().cutCells().orElseThrow()).containsExactly(new QueryResult.CutCell(1, 0, 5));
    }

    @Test
    void aCharacterIsNotCutInTwo() {
        BoundedResult result = result("text", 10, 1000, 4);

        result.row(new String[] {"aaa😀"});

        assertThat(result.result().rows().toString()).isEqualTo("[[\"aaa\"]]");
    }

    @Test
    void cutBytesAreStillBase64() {
        BoundedResult result = result("bytea", 10, 1000, 5);

        result.row(new String[] {"\\x010203"});

        assertThat(result.result().rows().toString()).isEqualTo("[[\"AQ==\"]]");
    }

    @Test
    void aCutDocumentIsText() {
        BoundedResult result = result("jsonb", 10, 1000, 5);

        result.row(new String[] {"{\"a\": 1}"});

        assertThat(result.result().rows().get(0).get(0).isTextual()).isTrue();
    }

    private static BoundedResult result(String type, int rows, int bytes, int chars) {
        BoundedResult result = new BoundedResult(rows, bytes, chars);
        result.columns(List.of(new Column("x", type)));
        return result;
    }
}
