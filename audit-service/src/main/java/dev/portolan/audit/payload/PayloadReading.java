package dev.portolan.audit.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Identity;
import dev.portolan.audit.payload.PayloadView.Part;
import dev.portolan.audit.payload.PayloadView.State;
import dev.portolan.audit.people.keys.DataKey;
import dev.portolan.audit.people.keys.KeyEncryption;
import dev.portolan.audit.people.keys.KeyId;
import dev.portolan.audit.people.keys.Opened;
import dev.portolan.audit.store.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads what a record commits to. What is not what the log says is not shown, and said aloud. */
@ApplicationScoped
class PayloadReading {

    private static final Logger LOG = Logger.getLogger(PayloadReading.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Reading reading;
    private final KeyEncryption encryption;

    PayloadReading(Reading reading, KeyEncryption encryption) {
        this.reading = reading;
        this.encryption = encryption;
    }

    /** Empty if there is no such record. @throws Refused if PostgreSQL does not answer */
    Optional<PayloadView> of(UUID eventId) {
        return reading.list(StoredPayload.of(eventId), StoredPayload::read).stream()
                .findFirst()
                .map(stored -> view(eventId, stored));
    }

    private PayloadView view(UUID eventId, StoredPayload stored) {
        AuditEvent event = AuditEvent.read(json(stored.canonical().getBytes(StandardCharsets.UTF_8)));
        State state = state(event, stored);
        Optional<DataKey> key = stored.wrapped()
                .flatMap(wrapped -> DataKey.unwrapped(
                        encryption, KeyId.at(stored.subject(), event.occurredAt()), stored.kek(), wrapped));
        boolean sealed = state == State.OPEN && stored.sealed().isPresent();
        if (!stored.error().isEmpty() || sealed && key.isEmpty()) {
            String error = stored.error().isEmpty() ? Opened.NO_KEY : stored.error();
            return view(eventId, State.UNOPENED, Optional.of(error), stored, Disclosure.NONE);
        }
        Identity who = who(stored).orElse(null);
        Optional<Disclosure> kept = sealed
                ? key.flatMap(opens -> opens.open(eventId, stored.sealed().orElseThrow()))
                        .map(bytes -> Disclosure.read(json(bytes)))
                : Optional.of(Disclosure.NONE);
        Optional<Disclosure> all = kept.map(some -> new Disclosure(who, some.arguments(), some.result()))
                .filter(some -> some.contradiction(event).isEmpty());
        if (all.isEmpty()) {
            LOG.errorf("DAMAGED: what is stored of record %s is not what the log commits to", eventId);
            return view(eventId, State.DAMAGED, Optional.empty(), stored, Disclosure.NONE);
        }
        return view(eventId, state, Optional.empty(), stored, all.get());
    }

    private static PayloadView view(
            UUID eventId, State state, Optional<String> error, StoredPayload stored, Disclosure shown) {
        return new PayloadView(
                eventId,
                state,
                error,
                stored.actor(),
                Optional.ofNullable(shown.actor()).map(Identity::groups),
                Part.of(shown.arguments()),
                Part.of(shown.result()));
    }

    /** Before anything is opened. */
    private static State state(AuditEvent event, StoredPayload stored) {
        boolean sent = event.kind() != AuditEvent.Kind.OUTCOME
                && !event.arguments().commitment().isEmpty();
        boolean committed = sent || !event.outcome().commitment().isEmpty();
        boolean gone = stored.actor().filter(Person::erased).isPresent();
        if (!committed) {
            return event.actor().commitment().isEmpty() ? State.NONE : gone ? State.ERASED : State.OPEN;
        }
        if (gone || stored.sealed().isPresent() && stored.wrapped().isEmpty()) {
            return State.ERASED;
        }
        return stored.sealed().isPresent() ? State.OPEN : State.MISSING;
    }

    private static Optional<Identity> who(StoredPayload stored) {
        Person person = stored.actor().orElse(null);
        return stored.salt()
                .map(salt -> new Identity(
                        salt,
                        text(person == null ? null : person.subject().orElse(null)),
                        stored.name(),
                        text(person == null ? null : person.issuer().orElse(null)),
                        groups(stored.groups())));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<String> groups(String json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL writes JSON", e);
        }
    }

    private static Map<String, Object> json(byte[] object) {
        try {
            return JSON.readValue(object, OBJECT);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("what is on record was read before it was stored", e);
        }
    }
}
