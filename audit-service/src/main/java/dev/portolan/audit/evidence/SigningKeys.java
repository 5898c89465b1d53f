package dev.portolan.audit.evidence;

import dev.portolan.tlog.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The keys that sign checkpoints, read once at the start. */
@ApplicationScoped
class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final List<SigningKey> keys = new ArrayList<>();

    /** @throws IllegalArgumentException that names the file and what is wrong with it */
    SigningKeys(TlogConfig config) {
        for (Path file : config.keyFiles().orElse(List.of())) {
            keys.add(key(file, config));
        }
        if (!keys.isEmpty() && config.memory().isEmpty()) {
            throw new IllegalArgumentException("audit.tlog.key-files is set and audit.tlog.memory is not");
        }
    }

    List<SigningKey> all() {
        return keys;
    }

    private static SigningKey key(Path file, TlogConfig config) {
        try {
            if (Files.notExists(file) && config.makeKey()) {
                make(file, config.origin() + "/main");
            }
            return SigningKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("the signing key " + file + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the signing key " + file + " is none: " + e.getMessage());
        }
    }

    private static void make(Path file, String name) throws IOException {
        SigningKey key = SigningKey.generate(name);
        Path made = Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(made, key.text(), StandardOpenOption.WRITE);
        LOG.infof("made the key %s that signs the log; auditors need its public half: %s", file, key.verifier());
    }
}
