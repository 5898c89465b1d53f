package dev.portolan.gateway.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What passes through the gateway's steps, and how long what it hands out is good for. */
public interface PipelineConfig {
    /** Lists. */
    @ConfigMapping(prefix = "gateway.lists")
    interface Lists {
        /** Entries on one page. */
        @WithDefault("250")
        @Min(1) @Max(10_000) int pageSize();

        /** How long a client may keep a list without asking again; the bound on how late a change of policy is seen. */
        @WithDefault("60s")
        Duration ttl();

        /** How long a cursor is good for. */
        @WithDefault("10m")
        Duration cursorLifetime();
    }

    /** This gateway among its replicas. */
    @ConfigMapping(prefix = "gateway.replica")
    interface Replica {
        /**
         * Where the other replicas reach this one's client port, such as {@code http://10.1.2.3:7400}. What waits here
         * for a client, sessions of the older era and calls that asked for input, is then found from any replica;
         * without it, it is found only where a balancer sends a client to the same replica each time.
         */
        Optional<URI> url();
    }

    /** Handles the gateway gives out to be given back. */
    @ConfigMapping(prefix = "gateway.sealing")
    interface Sealing {
        /**
         * Keys, 32 bytes each in Base64, the newest first; all replicas need the same. Without any, each start draws
         * its own: then cursors and sessions do not outlive a restart and are not understood by another replica.
         */
        Optional<List<String>> keys();

        /** How long a caller may take to answer what a connector asks in the middle of a call. */
        @WithDefault("10m")
        Duration requestStateLifetime();

        /** How long a task can be asked for at most; clients are told this for tasks that would last longer. */
        @WithDefault("168h")
        Duration taskLifetime();
    }

    /** What never gets into the record of a call. */
    @ConfigMapping(prefix = "gateway.redaction")
    interface Redacted {
        /** Regular expression for names of arguments whose values are secret. */
        @WithDefault("(?i)(passw|passphrase|secret|token|credential|api[-_]?key|private[-_]?key|authorization|cookie"
                + "|session[-_]?id)")
        Pattern names();

        /** Regular expression for texts that are secret wherever they stand. */
        @WithDefault("(-----BEGIN [A-Z ]*PRIVATE KEY|://[^/\\s:@]+:[^/\\s@]+@|(?<![A-Za-z0-9])(?:"
                + "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.|gh[pousr]_[A-Za-z0-9]{20,}"
                + "|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|A[KS]IA[0-9A-Z]{16}(?![A-Za-z0-9])"
                + "|AIza[A-Za-z0-9_-]{30,}|ya29\\.[A-Za-z0-9_-]{10,}|xox[abprs]-[A-Za-z0-9-]{10,}"
                + "|sk-[A-Za-z0-9_-]{20,}|[prs]k_(?:live|test)_[A-Za-z0-9]{8,}|npm_[A-Za-z0-9]{20,}"
                + "|SG\\.[A-Za-z0-9_-]{10,}\\.|hvs\\.[A-Za-z0-9_-]{10,}|AGE-SECRET-KEY-1"
                + "|(?i:bearer\\s+\\S{8,})|(?i:basic)\\s+(?=[A-Za-z+/]*[0-9=])[A-Za-z0-9+/]{8,})"
                + "|(?i:\\b(?:password|passwd|secret|token|api[-_]?key)=[^&\\s'\"]+))")
        Pattern values();

        /** What looks as if it was drawn at random. */
        Entropy entropy();
    }

    /** When a text is suspected to be a secret, whatever its name and form. */
    interface Entropy {
        /** Shortest run of letters and digits that is looked at, in characters, up to 1,024; 0: none is. */
        @WithDefault("20")
        @Min(0) @Max(1_024) int shortest();

        /** Least entropy of the run, in bits per character, 0 to 6. */
        @WithDefault("3.5")
        @Min(0) @Max(6) double bits();
    }
}
