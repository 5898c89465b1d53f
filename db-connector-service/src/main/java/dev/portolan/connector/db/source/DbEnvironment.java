package dev.portolan.connector.db.source;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads sources from environment variables: {@code DB_MY_SHOP_URL} becomes {@code db.my-shop.url}. SmallRye's own
 * rule cannot know where a map key ends, and passes over both {@code DB_MY_SHOP_URL} and the misspelt
 * {@code DB_SHOP_ULR} in silence. Here a variable that begins with {@code DB_} and is no setting becomes a key below
 * {@code db.} that no mapping knows, so the connector refuses to start and names it.
 */
public final class DbEnvironment implements ConfigSourceFactory {
    private static final Pattern VARIABLE = Pattern.compile("DB_([A-Z][A-Z0-9_]*)_(URL|ALLOW_SUPERUSER)");
    /** Above the environment (300), so that it decides what the same variable means. */
    private static final int ORDINAL = 301;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> properties = new HashMap<>();
        for (Iterator<String> names = context.iterateNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.startsWith("DB_")) {
                ConfigValue value = context.getValue(name);
                properties.put(property(name), value == null || value.getValue() == null ? "" : value.getValue());
            }
        }
        return List.of(new PropertiesConfigSource(properties, "environment variables DB_*", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static String property(String variable) {
        Matcher matcher = VARIABLE.matcher(variable);
        if (!matcher.matches()) {
            return "db." + variable;
        }
        return "db." + sourceName(matcher.group(1)) + "." + sourceName(matcher.group(2));
    }

    private static String sourceName(String part) {
        return part.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The variable that sets a source's URL. */
    static String variable(String source) {
        return "DB_" + source.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
    }
}
