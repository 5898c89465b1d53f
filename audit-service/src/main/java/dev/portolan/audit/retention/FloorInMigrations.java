package dev.portolan.audit.retention;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Tells the migrations the floor of the profile, so that PostgreSQL keeps to it whoever asks it to drop. */
@Singleton
class FloorInMigrations implements FlywayConfigurationCustomizer {

    private final RetentionConfig.Profile profile;

    FloorInMigrations(RetentionConfig config) {
        this.profile = config.profile();
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        Map<String, String> placeholders = new HashMap<>(flyway.getPlaceholders());
        placeholders.put("floor", Long.toString(profile.floor().toDays()));
        flyway.placeholders(placeholders);
    }
}
