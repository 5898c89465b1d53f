package dev.portolan.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {

    private static final String ORIGIN = "example.com/log";
    private static final SigningKey KEY = SigningKey.generate(ORIGIN);
    private static final List<VerifierKey> KNOWN = List.of(KEY.verifier());

    @Test
    void everyEntryHasAReceiptThatHolds() {
        GrownLog log = GrownLog.of(300, 9);
        for (int index = 0; index < 300; index++) {
            Receipt receipt = Receipt.parse(receipt(log, index).toString());

            assertThat(receipt.holds(log.entries().get(index), ORIGIN, KNOWN)).isTrue();
            assertThat(receipt.holds(log.entries().get((index + 1) % 300), ORIGIN, KNOWN))
                    .isFalse();
        }
    }

    @Test
    void aReceiptHasTheFormOfTheSpecification() {
        GrownLog log = GrownLog.of(3, 9);

        assertThat(receipt(log, 2).toString().lines().limit(5))
                .containsExactly(
                        "c2sp.org/tlog-proof@v1",
                        "index 2",
                        Hash.node(
                                        Hash.leaf(log.entries().get(0)),
                                        Hash.leaf(log.entries().get(1)))
                                .toBase64(),
                        "",
                        ORIGIN);
    }

    @Test
    void noReceiptWithOneBitChangedHolds() {
        GrownLog log = GrownLog.of(11, 9);
        byte[] entry = log.entries().get(6);
        String receipt = receipt(log, 6).toString();

        assertThat(holds(receipt, entry)).isTrue();
        assertThat(Bits.flips(receipt)).noneMatch(changed -> holds(changed, entry));
        assertThat(Bits.flips(entry)).noneMatch(changed -> holds(receipt, changed));
    }

    @Test
    void aReceiptOfAnotherLogDoesNotHold() {
        GrownLog log = GrownLog.of(11, 9);

        assertThat(receipt(log, 6).holds(log.entries().get(6), "example.com/other", KNOWN))
                .isFalse();
    }

    @Test
    void extraDataIsSkipped() {
        GrownLog log = GrownLog.of(11, 9);
        String receipt = receipt(log, 6).toString().replaceFirst("\nindex", "\nextra AAAA\nindex");

        assertThat(holds(receipt, log.entries().get(6))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\nindex 07\n\n", "index 1\n\n"})
    void whatIsNoReceiptIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Receipt.parse(text));
    }

    private static Receipt receipt(GrownLog log, int index) {
        Checkpoint head = new Checkpoint(ORIGIN, log.edge().size(), log.edge().root());
        return new Receipt(index, log.tree().inclusion(index).path(), head.signedBy(List.of(KEY)));
    }

    private static boolean holds(String receipt, byte[] entry) {
        try {
            return Receipt.parse(receipt).holds(entry, ORIGIN, KNOWN);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
