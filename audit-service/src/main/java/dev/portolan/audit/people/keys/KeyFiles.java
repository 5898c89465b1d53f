package dev.portolan.audit.people.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/** Wrapping keys in files, read once at the start. */
@ApplicationScoped
class KeyFiles implements KeyEncryption {

    private static final int KEY_BYTES = 32;
    private static final int NAME_BYTES = 8;

    /** The first wraps. */
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    private final String current;

    /** @throws IllegalArgumentException that names the file and what is wrong with it */
    KeyFiles(PayloadConfig config) {
        for (Path file : config.keyEncryptionKeys().orElse(List.of())) {
            byte[] key = read(file);
            keys.put(nameOf(key), new SecretKeySpec(key, "AES"));
        }
        current = keys.keySet().stream()
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("audit.payload.key-encryption-keys names no file: make one"
                                + " with 'openssl rand -base64 32' and keep it apart from the database"));
    }

    @Override
    public String current() {
        return current;
    }

    @Override
    @SuppressWarnings("NullAway") // the name was put in at the start
    public byte[] wrap(byte[] key, byte[] bound) {
        return AesGcm.seal(keys.get(current), key, bound);
    }

    @Override
    public Optional<byte[]> unwrap(String name, byte[] wrapped, byte[] bound) {
        return Optional.ofNullable(keys.get(name)).flatMap(key -> AesGcm.open(key, wrapped, bound));
    }

    private static byte[] read(Path file) {
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the key-encryption key " + file + " cannot be read");
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException("the key-encryption key " + file + " is not the Base64 of 32 bytes");
    }

    private static String nameOf(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, NAME_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
