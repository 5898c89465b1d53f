package dev.portolan.gateway.rulefile;

import dev.portolan.gateway.policy.KeepingRule;
import dev.portolan.gateway.policy.Policy;
import dev.portolan.gateway.policy.Rule;
import dev.portolan.gateway.policy.Rules;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.gateway.reload.FileFormat;
import dev.portolan.gateway.reload.YamlDocument;
import dev.portolan.gateway.reload.YamlMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The format of {@code policy.yaml}, version 1; docs/reference/policy.md describes it. */
final class PolicyFormat implements FileFormat<Policy> {
    private static final int VERSION = 1;

    @Override
    public Policy read(FileContent content, Faults faults) {
        YamlMapping file = YamlDocument.read(content, faults)
                .only("version", "rules", "audit", "tests")
                .require("version", "write version: " + VERSION)
                .require("rules", "list at least one rule; without a rule nobody may do anything");
        file.number("version", VERSION, VERSION);
        List<Rule> rules = rules(file);
        List<KeepingRule> keeping = file.mappings("audit").stream()
                .map(KeepingFormat::read)
                .flatMap(Optional::stream)
                .toList();
        List<PolicyExample> examples = file.mappings("tests").stream()
                .map(PolicyExample::read)
                .flatMap(Optional::stream)
                .toList();
        faults.throwIfAny();
        Policy policy = new Rules(rules, keeping, content.digest());
        examples.forEach(example -> example.tryOn(policy));
        faults.throwIfAny();
        return policy;
    }

    private static List<Rule> rules(YamlMapping file) {
        List<Rule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlMapping mapping : file.mappings("rules")) {
            RuleFormat.read(mapping).ifPresent(rule -> {
                rules.add(rule);
                if (!ids.add(rule.id())) {
                    mapping.fault("id", "is the id of another rule: " + Faults.quoted(rule.id()) + "; rename one");
                }
            });
        }
        return rules;
    }
}
