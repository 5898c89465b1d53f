package dev.portolan.gateway.redaction;

import dev.portolan.gateway.pipeline.PipelineConfig;
import io.smallrye.config.WithDefault;
import java.util.regex.Pattern;

/** Redaction as the gateway ships it. */
public final class ShippedRedaction {
    private ShippedRedaction() {}

    public static Redaction redaction() {
        Class<?> redacted = PipelineConfig.Redacted.class;
        return new Redaction(
                Pattern.compile(shipped(redacted, "names")),
                Pattern.compile(shipped(redacted, "values")),
                randomness());
    }

    static Randomness randomness() {
        Class<?> entropy = PipelineConfig.Entropy.class;
        return new Randomness(
                Integer.parseInt(shipped(entropy, "shortest")), Double.parseDouble(shipped(entropy, "bits")));
    }

    private static String shipped(Class<?> config, String key) {
        try {
            return config.getMethod(key).getAnnotation(WithDefault.class).value();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
