package dev.portolan.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.ledger.Item;
import dev.portolan.audit.ledger.LedgerEntry;
import dev.portolan.audit.ledger.OpaqueEntry;
import dev.portolan.audit.people.keys.Opened;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    @Test
    void everyEventIsReadBackEqual() {
        AuditEvent intent = Events.intent("naïve 漢 😀 \"quoted\" \\");
        List<AuditEvent> events = List.of(intent, Events.success(intent), Events.denied("bob", "NOT_PERMITTED"));

        Batch batch = read(Events.batch(events));

        assertThat(events(batch)).map(LedgerEntry::event).containsExactlyElementsOf(events);
        assertThat(batch.size()).isEqualTo(3);
    }

    @Test
    void whiteSpaceBetweenItemsIsNoPartOfThem() {
        AuditEvent event = Events.intent("spaced");
        String item = item(event);

        Batch batch = read(bytes(" \n[\t" + item + " ,\r\n 12.5 , \"é\" ,null] "));

        assertThat(events(batch)).hasSize(1);
        assertThat(events(batch).get(0).entry()).isEqualTo(event.canonical());
        assertThat(raw(batch)).containsExactly("12.5", "\"é\"", "null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"seq\":%d,\"extra\":1",
                "\"seq\": %d",
                "\"seq\":%d.0",
                "\"seq\":\"%d\"",
                "\"seq\":%d,\"seq\":%1$d"
            })
    void whatIsNotExactlyTheCanonicalFormIsOpaque(String member) {
        AuditEvent event = Events.intent("exact");
        String item = item(event);
        String seq = "\"seq\":" + event.source().seq();
        assertThat(item).contains(seq);

        Batch batch = read(bytes(
                "[" + item.replace(seq, String.format(member, event.source().seq())) + "]"));

        assertThat(events(batch)).isEmpty();
        assertThat(raw(batch)).hasSize(1);
    }

    @Test
    void aTimeThatIsNotTheOneInsideTheIdIsOpaque() {
        AuditEvent event = Events.intent("dated");
        String item = item(event).replaceFirst("\"occurred_at\":\"....", "\"occurred_at\":\"1999");

        Batch batch = read(bytes("[" + item + "]"));

        assertThat(events(batch)).isEmpty();
    }

    @Test
    void textBeyondItsBoundIsOpaque() {
        AuditEvent event = Events.intent("bounded");
        String item = item(event).replace("bounded", "b".repeat(2049));

        Batch batch = read(bytes("[" + item + "]"));

        assertThat(raw(batch)).hasSize(1);
    }

    @Test
    void deepNestingIsRefusedAndDoesNotOverflow() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read(bytes("[".repeat(100_000))))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }

    @Test
    void anotherEncodingIsRefused() {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> read("[{}]".getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void whatIsNoEventStillSaysWhoDeliversIt() {
        AuditEvent event = Events.intent("newer");
        String item = item(event).replace("portolan.audit/2", "portolan.audit/3");
        String zero = item.replace("\"seq\":1", "\"seq\":0");

        Batch batch = read(bytes("[" + item + "," + zero + ",{\"source\":7},8]"));

        assertThat(raw(batch)).hasSize(4);
        assertThat(batch.items())
                .map(Item::source)
                .containsExactly(Optional.of(event.source()), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void anEventThatIsNoItemIsOpaqueAndStillSaysWhoDeliversIt() {
        AuditEvent event = Events.intent("bare");

        Batch batch = read(bytes("[" + new String(event.canonical(), StandardCharsets.UTF_8) + "]"));

        assertThat(raw(batch)).hasSize(1);
        assertThat(batch.items()).map(Item::source).containsExactly(Optional.of(event.source()));
    }

    @Test
    void whatIsSealedComesWithItsEventWhateverItIs() {
        AuditEvent event = Events.intent("sealed");
        String item = item(event).replaceFirst("}$", ",\"sealed\":\"anything\"}");

        Batch batch = read(bytes("[" + item + "]"));

        assertThat(events(batch).get(0).beside().sealed()).isEqualTo("anything");
    }

    private static Opened seen(String text) {
        return new Opened(Disclosure.NONE, text, "");
    }

    private static Batch read(byte[] body) {
        return Batch.read(body, 10, (event, beside) -> seen(beside));
    }

    /** Without anything sealed: here is no service to seal to. */
    private static String item(AuditEvent event) {
        return new String(Beside.item(event), StandardCharsets.UTF_8);
    }

    private static List<LedgerEntry> events(Batch batch) {
        return batch.items().stream()
                .filter(LedgerEntry.class::isInstance)
                .map(LedgerEntry.class::cast)
                .toList();
    }

    private static List<String> raw(Batch batch) {
        return batch.items().stream()
                .filter(OpaqueEntry.class::isInstance)
                .map(item -> ((OpaqueEntry) item).raw())
                .map(raw -> new String(raw, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
