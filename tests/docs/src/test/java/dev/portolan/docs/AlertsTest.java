package dev.portolan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alert rules for Prometheus: each is whole and leads to what is to be done. */
class AlertsTest {
    private static final String RULES = "deploy/observability/audit-alerts.yml";
    private static final Pattern RULE =
            Pattern.compile("(?ms)^      - alert: (\\w+)$(.*?)(?=^      - alert:|^  - name:|\\z)");
    private static final Pattern METRIC = Pattern.compile("\\b(?:gateway|audit)_\\w+");
    private static final Pattern RUNBOOK =
            Pattern.compile("^          runbook: (docs/runbooks/[a-z-]+\\.md)(?:#([a-z0-9-]+))?$");

    private static String file(String name) {
        List<Path> found = Checkout.files(name.replaceFirst("/[^/]*$", ""), name.replaceFirst(".*/", ""));
        assertThat(found).as(name).hasSize(1);
        return Checkout.read(found.get(0));
    }

    private static List<MatchResult> rules() {
        return RULE.matcher(file(RULES)).results().toList();
    }

    private static String line(MatchResult rule, String start) {
        return rule.group(2)
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse("");
    }

    @Test
    void everyAlertIsWholeAndHasItsOwnName() {
        List<MatchResult> rules = rules();

        assertThat(rules).hasSizeGreaterThan(15).allSatisfy(rule -> {
            assertThat(line(rule, "        expr: ")).as(rule.group(1)).matches(".* [<>=]{1,2} [\\d* .]+");
            assertThat(line(rule, "        labels: "))
                    .as(rule.group(1))
                    .containsAnyOf("{ severity: page }", "{ severity: ticket }");
            assertThat(line(rule, "          summary: ")).as(rule.group(1)).isNotEmpty();
        });
        assertThat(rules.stream().map(rule -> rule.group(1))).doesNotHaveDuplicates();
    }

    @Test
    void everyAlertLeadsToItsPartOfARunbook() {
        for (MatchResult rule : rules()) {
            var runbook = RUNBOOK.matcher(line(rule, "          runbook: "));
            assertThat(runbook.matches()).as(rule.group(1)).isTrue();
            String page = file(runbook.group(1));
            assertThat(page).as("%s names the alert", runbook.group(1)).contains(rule.group(1));
            if (runbook.group(2) != null) {
                assertThat(headings(page)).as(rule.group(1)).contains(runbook.group(2));
            }
        }
    }

    private static Set<String> headings(String page) {
        return page.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void everyMetricOfAnAlertIsDescribed() {
        String page = file("docs/reference/audit-metrics.md");
        Set<String> used = new TreeSet<>();
        rules().forEach(rule -> METRIC.matcher(line(rule, "        expr: "))
                .results()
                .map(MatchResult::group)
                .forEach(used::add));
        Set<String> described = Arrays.stream(page.split("`")).collect(Collectors.toSet());

        assertThat(used).hasSizeGreaterThan(10).isSubsetOf(described);
    }
}
