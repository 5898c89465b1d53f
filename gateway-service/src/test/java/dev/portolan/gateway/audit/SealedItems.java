package dev.portolan.gateway.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Item;
import dev.portolan.audit.event.seal.Opener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The key that tested gateways seal to, and what tests see with it. */
public final class SealedItems {
    private static final JsonMapper JSON = new JsonMapper();
    private static final KeyPair KEYS = keys();
    private static final Opener OPENER =
            Opener.with(List.of(pem("PRIVATE KEY", KEYS.getPrivate().getEncoded())));
    private static final Path PUBLIC_KEY = publicKey();

    private SealedItems() {}

    /** File of the public half. */
    public static Path key() {
        return PUBLIC_KEY;
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path publicKey() {
        try {
            Path file = Files.createTempFile("sealing", ".pub");
            file.toFile().deleteOnExit();
            return Files.writeString(file, pem("PUBLIC KEY", KEYS.getPublic().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    /** The items of a batch, byte for byte. */
    public static List<byte[]> of(byte[] batch) {
        List<byte[]> items = new ArrayList<>();
        try (JsonParser json = JSON.createParser(batch)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                int from = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                items.add(Arrays.copyOfRange(
                        batch, from, (int) json.currentLocation().getByteOffset()));
            }
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record of an item, which must be one, byte for byte. */
    public static AuditEvent leaf(byte[] item) {
        byte[] entry = Item.read(item).orElseThrow().entry();
        AuditEvent event = AuditEvent.read(map(entry));
        if (!Arrays.equals(event.canonical(), entry)) {
            throw new AssertionError("not canonical: " + new String(entry, StandardCharsets.UTF_8));
        }
        return event;
    }

    /** What is sealed beside it, which must be what it commits to. */
    public static byte[] disclosed(byte[] item) {
        AuditEvent event = leaf(item);
        String sealed = Item.read(item).orElseThrow().sealed();
        if (sealed.isEmpty()) {
            return Disclosure.NONE.canonical();
        }
        byte[] opened = OPENER.open(event.eventId(), sealed)
                .orElseThrow(() -> new AssertionError("cannot be opened: " + event.eventId()));
        Disclosure.read(map(opened)).contradiction(event).ifPresent(part -> {
            throw new AssertionError(part + " of " + event.eventId() + " is not what it commits to");
        });
        return opened;
    }

    /** The record, with what is disclosed beside it in the places where an older form of it had it. */
    public static ObjectNode opened(byte[] item) {
        try {
            ObjectNode event = (ObjectNode) JSON.readTree(item).path("entry");
            JsonNode disclosed = JSON.readTree(disclosed(item));
            merge(event, "actor", disclosed.path("actor"));
            merge(event, "arguments", disclosed.path("arguments"));
            merge(event, "outcome", disclosed.path("result"));
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void merge(ObjectNode event, String part, JsonNode disclosed) {
        if (disclosed instanceof ObjectNode more) {
            ((ObjectNode) event.path(part)).setAll(more);
        }
    }

    private static Map<String, Object> map(byte[] json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
