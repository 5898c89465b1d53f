package dev.portolan.gateway.rulefile;

import dev.portolan.gateway.policy.Keeping;
import dev.portolan.gateway.policy.KeepingRule;
import dev.portolan.gateway.policy.What;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.YamlMapping;
import java.util.Locale;
import java.util.Optional;

/** Reads one rule of what is kept. Empty where there was a fault, which then is among the faults of the file. */
final class KeepingFormat {
    private KeepingFormat() {}

    static Optional<KeepingRule> read(YamlMapping rule) {
        rule.only("what", "arguments", "results")
                .require("what", "say what it is about; what: { connectors: [\"*\"] } is everything");
        if (!rule.has("arguments") && !rule.has("results")) {
            rule.fault("says nothing; write arguments: or results: with digest, redacted or encrypted");
        }
        Optional<What> what = rule.mapping("what").flatMap(RuleFormat::what);
        Keeping keeping = new Keeping(
                level(rule, "arguments", Keeping.BY_DEFAULT.arguments()),
                level(rule, "results", Keeping.BY_DEFAULT.results()));
        return what.map(about -> new KeepingRule(about, keeping));
    }

    private static Keeping.Level level(YamlMapping rule, String key, Keeping.Level byDefault) {
        return rule.text(key)
                .map(text -> {
                    for (Keeping.Level level : Keeping.Level.values()) {
                        if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
                            return level;
                        }
                    }
                    rule.fault(key, "must be digest, redacted or encrypted, not " + Faults.quoted(text));
                    return byDefault;
                })
                .orElse(byDefault);
    }
}
