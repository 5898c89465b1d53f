package dev.portolan.audit.people.keys;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Opener;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens what gateways have sealed and holds it against what the record commits to. */
@ApplicationScoped
public class Opening {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Opener opener;

    /** @throws IllegalArgumentException that names the file and what is wrong with it */
    Opening(PayloadConfig config) {
        List<Path> files = config.sealingKeys().orElse(List.of());
        if (files.isEmpty()) {
            throw new IllegalArgumentException("audit.payload.sealing-keys names no file: make one with"
                    + " 'openssl genpkey -algorithm X25519' and give its public half to the gateways");
        }
        opener = Opener.with(files.stream().map(Opening::read).toList());
    }

    /**
     * What came beside {@code event}; never refuses.
     *
     * @param sealed Base64, empty if nothing came
     */
    public Opened open(AuditEvent event, String sealed) {
        if (sealed.isEmpty()) {
            return complete(event, Disclosure.NONE, sealed);
        }
        Optional<byte[]> opened = opener.open(event.eventId(), sealed);
        if (opened.isEmpty()) {
            return Opened.failed(sealed, Opened.UNOPENED);
        }
        try {
            Disclosure disclosure = Disclosure.read(JSON.readValue(opened.get(), OBJECT));
            return disclosure.contradiction(event).isPresent()
                    ? Opened.failed(sealed, Opened.CONTRADICTION)
                    : complete(event, disclosure, sealed);
        } catch (IOException | IllegalArgumentException e) {
            return Opened.failed(sealed, Opened.UNREADABLE);
        }
    }

    /** Who acted may be known from an earlier record; what was sent is disclosed where it was sent. */
    private static Opened complete(AuditEvent event, Disclosure disclosure, String sealed) {
        boolean arguments = event.kind() == AuditEvent.Kind.OUTCOME
                || event.arguments().commitment().isEmpty()
                || disclosure.arguments() != null;
        boolean result = event.outcome().commitment().isEmpty() || disclosure.result() != null;
        return new Opened(disclosure, sealed, arguments && result ? "" : Opened.MISSING);
    }

    private static String read(Path file) {
        try {
            String pem = Files.readString(file);
            Opener.with(List.of(pem));
            return pem;
        } catch (IOException e) {
            throw new IllegalArgumentException("the sealing key " + file + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the sealing key " + file + " is none: " + e.getMessage());
        }
    }
}
