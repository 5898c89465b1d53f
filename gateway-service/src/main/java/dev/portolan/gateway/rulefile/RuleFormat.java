package dev.portolan.gateway.rulefile;

import dev.portolan.gateway.pattern.NamePattern;
import dev.portolan.gateway.pattern.UriPattern;
import dev.portolan.gateway.policy.Effect;
import dev.portolan.gateway.policy.Rule;
import dev.portolan.gateway.policy.What;
import dev.portolan.gateway.policy.Who;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one rule. Empty where there was a fault, which then is among the faults of the file. */
final class RuleFormat {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern CONNECTOR = Pattern.compile("[a-z*][a-z0-9*-]{0,40}");
    private static final List<String> KINDS = List.of("tools", "resources", "prompts");

    private RuleFormat() {}

    static Optional<Rule> read(YamlMapping rule) {
        rule.only("id", "who", "what", "effect")
                .require("id", "name the rule, so that decisions can name it")
                .require("who", "say whom it is about; who: { anyone: true } is every authenticated caller")
                .require("what", "say what it is about; what: { connectors: [\"*\"] } is everything")
                .require("effect", "write effect: allow or effect: deny");
        Optional<String> id = rule.text("id");
        if (id.isPresent() && !ID.matcher(id.get()).matches()) {
            rule.fault("id", "must be lower-case letters, digits, '.', '_' and '-', at most 64 of them");
        }
        Optional<Who> who = rule.mapping("who").flatMap(RuleFormat::who);
        Optional<What> what = rule.mapping("what").flatMap(RuleFormat::what);
        Optional<Effect> effect = effect(rule, "effect");
        return id.isPresent() && who.isPresent() && what.isPresent() && effect.isPresent()
                ? Optional.of(new Rule(id.get(), who.get(), what.get(), effect.get()))
                : Optional.empty();
    }

    /** {@code allow} or {@code deny}. */
    static Optional<Effect> effect(YamlMapping mapping, String key) {
        return mapping.text(key).flatMap(text -> {
            for (Effect effect : Effect.values()) {
                if (effect.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Optional.of(effect);
                }
            }
            mapping.fault(key, "must be allow or deny, not " + Faults.quoted(text));
            return Optional.empty();
        });
    }

    private static Optional<Who> who(YamlMapping who) {
        who.only("anyone", "subjects", "names", "groups", "clients");
        if (who.keys().isEmpty()) {
            who.fault("asks nothing; write { anyone: true } if it is about every authenticated caller");
        }
        if (who.has("anyone")) {
            if (who.flag("anyone").filter(anyone -> !anyone).isPresent()) {
                who.fault("anyone", "can only be true; leave it out otherwise");
            }
            if (who.keys().size() > 1) {
                who.fault("anyone", "leaves nothing for the other keys to ask; keep one or the other");
            }
        }
        Set<String> subjects = exact(who, "subjects");
        Set<String> names = exact(who, "names");
        Set<String> groups = exact(who, "groups");
        Set<String> clients = exact(who, "clients");
        boolean asks = !(subjects.isEmpty() && names.isEmpty() && groups.isEmpty() && clients.isEmpty());
        return asks != who.has("anyone")
                ? Optional.of(new Who(!asks, subjects, names, groups, clients))
                : Optional.empty();
    }

    private static Set<String> exact(YamlMapping who, String key) {
        List<String> values = who.texts(key);
        if (values.stream().anyMatch(value -> value.contains("*"))) {
            who.fault(key, "has no wildcards; list the values, or write who: { anyone: true } for every caller");
        }
        return Set.copyOf(values);
    }

    /** The features a rule is about. */
    static Optional<What> what(YamlMapping what) {
        what.only("connectors", "tools", "resources", "prompts", "readOnly")
                .require("connectors", "write connectors: [\"*\"] for all of them");
        Optional<Boolean> readOnly = what.flag("readOnly");
        if (readOnly.filter(value -> !value).isPresent()) {
            what.fault("readOnly", "can only be true; leave it out otherwise");
        }
        boolean someKinds = KINDS.stream().anyMatch(what::has);
        if (readOnly.isPresent() && someKinds && !what.has("tools")) {
            what.fault("readOnly", "is about tools, but the rule is about none; leave it out, or add tools");
        }
        List<NamePattern> connectors = connectors(what);
        List<NamePattern> tools = names(what, "tools");
        List<NamePattern> prompts = names(what, "prompts");
        List<UriPattern> resources = uris(what);
        return connectors.isEmpty()
                ? Optional.empty()
                : Optional.of(new What(connectors, tools, resources, prompts, readOnly.isPresent()));
    }

    private static List<NamePattern> connectors(YamlMapping what) {
        List<NamePattern> patterns = names(what, "connectors");
        for (NamePattern pattern : patterns) {
            if (!CONNECTOR.matcher(pattern.text()).matches()) {
                what.fault(
                        "connectors",
                        "has " + Faults.quoted(pattern.text())
                                + ", which no connector can be called; ids are lower-case letters, digits and '-'");
            }
        }
        return patterns;
    }

    private static List<NamePattern> names(YamlMapping what, String key) {
        return what.texts(key).stream().map(NamePattern::new).toList();
    }

    private static List<UriPattern> uris(YamlMapping what) {
        List<UriPattern> patterns = new ArrayList<>();
        for (String text : what.texts("resources")) {
            UriPattern.of(text)
                    .ifPresentOrElse(
                            patterns::add,
                            () -> what.fault(
                                    "resources",
                                    "has " + Faults.quoted(text)
                                            + "; write it without dot segments, backslashes and broken escapes"));
        }
        return patterns;
    }
}
