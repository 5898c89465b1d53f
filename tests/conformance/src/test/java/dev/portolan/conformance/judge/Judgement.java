package dev.portolan.conformance.judge;

import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All scenarios of one run.
 *
 * @param scored those the revision requires, in its order; one that did not run is among them
 * @param unscored the others that ran
 */
public record Judgement(List<ScenarioResult> scored, List<ScenarioResult> unscored) {
    private static final Pattern FOLDER = Pattern.compile("server-(.+)-\\d{4}-\\d{2}-\\d{2}T[\\d-]+Z");
    private static final JsonLimits CHECKS = new JsonLimits(64 * 1024 * 1024, 200);

    /**
     * Reads what the suite wrote.
     *
     * @param output the folder with a folder for each scenario
     * @param required the scenarios that must be there
     */
    static Judgement read(Path output, List<String> required) {
        Map<String, ScenarioResult> results = new TreeMap<>();
        try (Stream<Path> folders = Files.exists(output) ? Files.list(output) : Stream.empty()) {
            for (Path folder : folders.toList()) {
                Matcher name = FOLDER.matcher(folder.getFileName().toString());
                Path checks = folder.resolve("checks.json");
                if (name.matches() && Files.exists(checks)) {
                    String scenario = name.group(1);
                    JsonSlice json = JsonSlice.parse(Files.readAllBytes(checks), CHECKS);
                    results.put(scenario, ScenarioResult.of(scenario, required.contains(scenario), json));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<ScenarioResult> scored = new ArrayList<>();
        for (String scenario : required) {
            ScenarioResult result = results.remove(scenario);
            scored.add(result == null ? ScenarioResult.notRun(scenario) : result);
        }
        return new Judgement(scored, List.copyOf(results.values()));
    }
}
