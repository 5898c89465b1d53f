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

    private Optional<Finding> look(String entry) {
        return check.look(index++, entry.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(long seq) {
        return "{\"kind\":\"event\",\"source\":{\"boot_id\":\"b\",\"seq\":" + seq + "}}";
    }

    private static String gap(long first, long last) {
        return "{\"schema\":\"portolan.gap/1\",\"boot_id\":\"b\",\"first\":" + first + ",\"last\":" + last + "}";
    }
}
