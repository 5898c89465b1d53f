package dev.portolan.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dupdate.docs=true} to write the table. */
class ReportsReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/audit-reports.md");
    private static final String BEGIN = "<!-- reports: written by ReportsReferenceTest -->\n";
    private static final String END = "<!-- /reports -->";

    @Test
    void thePageHasTheTableOfReports() throws IOException {
        String page = Files.readString(PAGE);
        String written =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, written);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(written);
    }

    @Test
    void everyNameInAStatementIsSaidOrAParameter() {
        for (Report report : Reports.all()) {
            java.util.Set<String> names = report.sql().distinctNames();
            if (report.paged()) {
                names.removeAll(List.of("before_at", "before", "rows"));
            }
            assertThat(names).as(report.name()).containsExactlyInAnyOrderElementsOf(names(report));
        }
    }

    private static java.util.Set<String> names(Report report) {
        java.util.Set<String> names = report.parameters().stream()
                .map(ReportParameter::name)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        names.add("from");
        names.add("to");
        if (report.paged()) {
            names.add("log");
            names.add("tree_size");
        }
        return names;
    }

    private static String table() {
        return Reports.all().stream()
                .map(report -> "| `%s` | %s | %s | %s | %s |%n"
                        .formatted(
                                report.name(),
                                report.question(),
                                report.parameters().stream()
                                        .map(ReportsReferenceTest::parameter)
                                        .collect(Collectors.joining("; ")),
                                report.paged() ? "pages" : report.grain().replace("exact", ""),
                                report.clauses()))
                .collect(Collectors.joining(
                        "", "| Report | Question | Parameters | | Clauses |\n|---|---|---|---|---|\n", ""));
    }

    private static String parameter(ReportParameter parameter) {
        String bounds = parameter.usual().isEmpty()
                ? ""
                : " (%d to %d, %d by default)"
                        .formatted(
                                parameter.min().getAsInt(),
                                parameter.max().getAsInt(),
                                parameter.usual().getAsInt());
        return "`" + parameter.name() + "`: " + parameter.meaning() + bounds;
    }
}
