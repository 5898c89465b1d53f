package dev.portolan.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.tlog.bundle.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCheckTest {

    private final RecordCheck check = new RecordCheck();
    private long index;

    @Test
    void whatIsDeclaredLostIsNotMissing() {
        assertThat(look(event(1))).isEmpty();
        assertThat(look(gap(2, 4))).isEmpty();
        assertThat(look(event(5))).isEmpty();
        assertThat(check.lost()).isEqualTo(3);
        assertThat(look(event(7)))
                .hasValueSatisfying(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.INCOMPLETE));
    }

    @Test
    void whatIsHereCannotBeDeclaredLost() {
        assertThat(look(event(1))).isEmpty();
        assertThat(look(event(2))).isEmpty();
        assertThat(look(gap(2, 4)))
                .hasValueSatisfying(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.TAMPERED));
    }

    @Test
    void aLogInPlaceOfAnotherGoesOnWithItsNumbers() {
        assertThat(look("{\"schema\":\"portolan.reset/1\",\"old_origin\":\"a/main\"}"))
                .isEmpty();
        assertThat(look(event(4711))).isEmpty();
        assertThat(look(event(4712))).isEmpty();
        assertThat(look(event(4714))).isPresent();
        assertThat(check.replaces()).isEqualTo("a/main");
    }

    @Test
    void aLogIsNotBegunAnewInItsMiddle() {
        assertThat(look(event(1))).isEmpty();
        assertThat(look("{\"schema\":\"portolan.reset/1\",\"old_origin\":\"a/main\"}"))
                .isPresent();
    }

    @Test
    void whatWasDroppedWithItsMonthIsNotMissing() {
        begin();
        assertThat(look(event(1))).isEmpty();
        gone(3);
        assertThat(look(event(5))).isEmpty();
        assertThat(look(dropped("main", 1, 3, 2, 4))).isEmpty();

        assertThat(check.end()).isEmpty();
        assertThat(check.gone()).isEqualTo(3);
        assertThat(check.months()).isEqualTo("2016-03");
    }

    /** Someone deleted a row by hand, beside those that were dropped or without any. */
    @Test
    void whatIsGoneAndWasNotDroppedIsTampered() {
        begin();
        gone(4);
        assertThat(look(event(5))).isEmpty();
        assertThat(look(dropped("main", 0, 2, 1, 4))).isEmpty();

        assertThat(check.end())
                .contains(new Finding(
                        Finding.Kind.TAMPERED,
                        3,
                        "the entry is gone, and nothing signed says that it was dropped with its month"));
    }

    @Test
    void numbersThatNeitherCameNorWereDroppedAreMissing() {
        begin();
        gone(2);
        assertThat(look(event(5))).isEmpty();
        assertThat(look(dropped("main", 0, 1, 1, 3))).isEmpty();

        assertThat(check.end()).contains(new Finding(Finding.Kind.INCOMPLETE, 2, "number 4 of boot b is missing"));
    }

    @Test
    void nobodySpeaksForTheFutureOrForAnotherLog() {
        begin();
        assertThat(look(dropped("main", 0, 9, 1, 10))).isPresent();
        assertThat(look(dropped("other", 0, 9, 1, 10))).isEmpty();
        gone(1);

        assertThat(check.end()).isPresent();
    }

    private void begin() {
        check.begin("example.com/tlog/main");
    }

    private void gone(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(check.gone(index++)).isEmpty();
        }
    }

    private static String dropped(String log, long leaf, long lastLeaf, long first, long last) {
        return "{\"leaves\":[[" + leaf + "," + lastLeaf + "]],\"log\":\"" + log + "\",\"month\":\"2016-03\","
                + "\"numbers\":[[\"b\"," + first + "," + last + "]],\"schema\":\"portolan.dropped/1\"}";
    }

    private Optional<Finding> look(String entry) {
        return check.read(index++, entry.getBytes(StandardCharsets.UTF_8)).take();
    }

    private static String event(long seq) {
        return "{\"kind\":\"event\",\"source\":{\"boot_id\":\"b\",\"seq\":" + seq + "}}";
    }

    private static String gap(long first, long last) {
        return "{\"schema\":\"portolan.gap/1\",\"boot_id\":\"b\",\"first\":" + first + ",\"last\":" + last + "}";
    }
}
