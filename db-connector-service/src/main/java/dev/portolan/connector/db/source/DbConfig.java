package dev.portolan.connector.db.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** The sources, by name. In the environment: {@code DB_<NAME>_URL}, see {@link DbEnvironment}. */
@ConfigMapping(prefix = "db")
public interface DbConfig {
    /** Name, {@code [a-z][a-z0-9-]{0,30}}, to source; at least one. */
    @WithParentName
    Map<String, SourceConfig> sources();

    /** One source. */
    interface SourceConfig {
        /**
         * Where it is and who we are there: {@code postgresql://user:password@host:port/database?sslmode=…} or the
         * JDBC form of it. Best a role that may only SELECT.
         */
        String url();

        /**
         * Serve the source although its role is a superuser or may become one. No read-only transaction stops a
         * superuser from writing files, signalling other sessions or calling dblink_exec.
         */
        @WithDefault("false")
        boolean allowSuperuser();
    }
}
