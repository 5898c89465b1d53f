package dev.portolan.audit.evidence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The transparency log: what it is called, and by whom it is signed. */
@ConfigMapping(prefix = "audit.tlog")
public interface TlogConfig {

    /**
     * What the log is called in its checkpoints: this and the log's name, {@code audit.example.com/tlog/main}. A URL
     * without scheme; it need not lead anywhere, but must never change.
     */
    @WithDefault("portolan.local/tlog")
    String origin();

    /**
     * Files with the keys that sign checkpoints, one key each; all sign. To replace a key, add the new one, give its
     * public half to the auditors, then take the old one away. Without any, this replica serves what others sign.
     */
    Optional<List<Path>> keyFiles();

    /** Whether a key file that is missing is made at the start, readable by its owner alone. */
    @WithDefault("false")
    boolean makeKey();

    /**
     * Where the signer remembers what it signed last. It never signs what does not continue that, whatever the database
     * says: keep it apart from the database and its backups, on a volume that all replicas with a key share. Needed
     * with keys.
     */
    Optional<Path> memory();

    /** How often the log is signed while it grows, e.g. {@code 5s}. */
    @WithDefault("5s")
    String every();
}
