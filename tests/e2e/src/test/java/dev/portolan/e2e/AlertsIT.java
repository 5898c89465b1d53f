package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the alert rules ask for is what the running services tell. */
@ExtendWith(Suite.Extension.class)
class AlertsIT {
    private static final Path RULES = Path.of("..", "..", "deploy", "observability", "audit-alerts.yml");
    private static final Pattern METRIC = Pattern.compile("\\b(?:gateway|audit)_\\w+");
    private static final int MANAGEMENT = 40;

    @Test
    void everyMetricOfAnAlertIsInAScrape(Suite suite) throws Exception {
        suite.modernClient("alice").ask("tools/list", Map.of()).result();
        Set<String> told = new TreeSet<>(scrape(suite.gateway()));
        told.addAll(scrape(suite.audit()));

        assertThat(used()).hasSizeGreaterThan(10).isSubsetOf(told);
    }

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        Files.readString(RULES)
                .lines()
                .filter(line -> line.strip().startsWith("expr:"))
                .forEach(line ->
                        METRIC.matcher(line).results().map(MatchResult::group).forEach(used::add));
        return used;
    }

    private static Set<String> scrape(String service) throws Exception {
        URI at = URI.create("http://localhost:" + (URI.create(service).getPort() + MANAGEMENT) + "/q/metrics");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        Set<String> names = new TreeSet<>();
        answer.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.add(line.replaceFirst("[{ ].*", "")));
        return names;
    }
}
