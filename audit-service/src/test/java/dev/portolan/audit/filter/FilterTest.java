package dev.portolan.audit.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.store.Clause;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    @Test
    void aConditionBecomesSqlAndItsValuesStayValues() {
        Clause clause = clause("actor.name == \"alice\" && outcome.latency_micros > 1000");

        assertThat(clause.sql()).isEqualTo("((coalesce(p.name, '')) = (?)) AND ((r.latency_micros) > (?))");
        assertThat(clause.values()).isEqualTo(List.of("alice", 1000L));
    }

    @Test
    void timesAreReckonedBeforeTheyAreAskedFor() {
        Clause clause = clause("occurred_at >= timestamp('2026-11-20T12:00:00Z') - duration('90m')");

        assertThat(clause.values()).isEqualTo(List.of(Instant.parse("2026-11-20T10:30:00Z")));
    }

    @Test
    void presenceListsAndNetworksAreConditionsToo() {
        assertThat(clause("has(decision.rule) && !has(decision.effect) && has(occurred_at)")
                        .sql())
                .contains("<> ''", "(r.decision) <> 'none'", "TRUE");
        assertThat(clause("cidr(client.address, \"10.0.0.0/8\")"))
                .isEqualTo(Clause.of("coalesce(audit_address(r.client_address) <<= ?::inet, FALSE)", "10.0.0.0/8"));
        Clause exists = clause("actor.groups.exists(group, group.startsWith(\"eng\") || group == kind)");
        assertThat(exists.sql())
                .startsWith("EXISTS (SELECT FROM jsonb_array_elements_text(")
                .endsWith(") AS item0(text) WHERE ((starts_with(item0.text, ?)) OR ((item0.text) = (r.kind))))");
        assertThat(exists.values()).isEqualTo(List.of("eng"));
    }

    /** Whatever is written as a text, the SQL is the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "x'; DROP TABLE audit_event; --",
                "\\\\' OR 1=1 --",
                "?",
                "%s",
                "$1",
                "/*",
                "') = ('') OR (TRUE",
                "'||pg_sleep(10)||'",
                "}', '[]') OR TRUE --",
                ":name",
                "\\u0027"
            })
    void aTextThatLooksLikeSqlIsAValue(String text) {
        for (String form : List.of(
                "actor.name == \"%s\"",
                "target.name.contains(\"%s\")",
                "decision.rule.endsWith(\"%s\")",
                "actor.client_id in [\"%s\", \"b\"]",
                "\"%s\" in actor.groups")) {
            String usual = clause(form.replace("%s", "a")).sql();
            assertThat(clause(form.replace("%s", text)).sql()).isEqualTo(usual);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "actor.name == | 14 | cannot be read",
                "actor.nam == \"a\" | 1 | no field",
                "actor.name == 1 | 12 | does not fit",
                "actor.name | 6 | does not fit",
                "actor.name < \"b\" | 12 | order",
                "actor.name.matches(\"a*\") | 19 | not allowed",
                "true ? true : false | 6 | not allowed",
                "[1, 2] == [1] | 8 | not compared",
                "actor.name == \"a\\u0000\" | 15 | not allowed",
                "occurred_at == timestamp(\"yesterday\") | 25 | not allowed",
                "occurred_at == timestamp(\"2026-01-01T00:00:00.1234567Z\") | 25 | not allowed",
                "outcome.count == 9223372036854775807 + 1 | 38 | not allowed",
                "size(actor.name) == 3 | 5 | not allowed",
                "{'a': 1} == {'a': 1} | 10 | not compared",
                "actor.groups == ['a'] | 14 | not compared",
                "has(1 == 1) | 4 | does not fit",
                "has('a') | 5 | no field",
                "cidr(client.address, '10.0.0.0/33') | 22 | no network",
                "cidr(client.address, 'localhost/8') | 22 | no network",
                "cidr(client.address, client.name) | 28 | not allowed",
                "['a'].exists(g, g == 'b') | 1 | no field",
                "actor.groups.exists(g, h == 'b') | 24 | no field",
                "actor.groups.exists(g, actor.groups.exists(g, g == 'b')) | 43 | not allowed",
                "actor.groups.exists_one(g, g == 'b') | 24 | no field",
                "actor.groups.map(g, g).exists(g, g == 'b') | 17 | no field",
                "'a' in ['a'] ; DROP TABLE audit_event | 14 | cannot be read"
            })
    void whatIsNotAllowedIsRefusedWithItsPlace(String text, int position, String what) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> clause(text.strip()))
                .satisfies(refused -> {
                    assertThat(refused.problem().status()).isEqualTo(400);
                    assertThat(refused.problem().detail()).contains("at character " + position + ":", what);
                    assertThat(refused.problem().howToMend()).contains("startsWith");
                });
    }

    @Test
    void lengthDepthAndSizeAreBounded() {
        refused("true && ".repeat(300) + "true");
        refused("!(".repeat(101) + "true" + ")".repeat(101));
        refused("(".repeat(200) + "true" + ")".repeat(200));
        refused("kind in [" + "'a',".repeat(250) + "'b']");
        refused("[".repeat(900));
    }

    private static void refused(String text) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> clause(text));
    }

    private static Clause clause(String text) {
        return Filter.of(text, new FilterLimits(2000, 200)).clause();
    }
}
