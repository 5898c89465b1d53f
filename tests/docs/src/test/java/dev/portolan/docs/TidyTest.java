package dev.portolan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The house rules a text search can judge. What it searches for is put together from parts, so that this file does not
 * find itself.
 */
class TidyTest {
    private static final int LONGEST_FILE = 300;
    private static final int LONGEST_LINE = 120;
    private static final Pattern SLEEP = Pattern.compile("\\bThread" + "\\.sleep\\b");
    private static final Pattern LATER = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME)\\b");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.})>*~-])/(?:ro" + "ot|wo" + "rk)/");
    private static final Pattern REGISTRY = Pattern.compile(Stream.of(
                    List.of("repo1?", "maven"),
                    List.of("maven", "google"),
                    List.of("sonatype", "(?:com|org)"),
                    List.of("registry", "(?:npmjs|yarnpkg)"),
                    List.of("npmjs", "(?:com|org)"),
                    List.of("pypi", "(?:org|io)"),
                    List.of("pythonhosted", "org"),
                    List.of("crates", "io"),
                    List.of("rubygems", "org"),
                    List.of("proxy", "golang"),
                    List.of("plugins", "gradle"),
                    List.of("jitpack", "io"))
            .map(parts -> String.join("\\.", parts))
            .collect(Collectors.joining("|", "(?i)\\b(?:", ")\\b")));

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern DECISION = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

    @Test
    void noFileOfTheMainCodeIsLong() {
        List<String> found = java().stream()
                .filter(file -> Checkout.name(file).contains("src/main/java/"))
                .filter(file -> Checkout.read(file).lines().count() > LONGEST_FILE)
                .map(Checkout::name)
                .toList();
        assertThat(found).as("files of more than %d lines", LONGEST_FILE).isEmpty();
    }

    @Test
    void noLineOfJavaIsLong() {
        assertThat(lines(java(), line -> line.codePointCount(0, line.length()) > LONGEST_LINE))
                // Samples of JSON and the like are easier to read in one piece.
                .filteredOn(line -> !(line.contains("/src/test/") && line.contains("\"")))
                .as("lines of more than %d characters", LONGEST_LINE)
                .isEmpty();
    }

    @Test
    void nothingWaitsForTimeToPass() {
        assertThat(lines(java(), line -> SLEEP.matcher(line).find())).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(lines(text(), line -> LATER.matcher(line).find())).isEmpty();
    }

    @Test
    void nothingNamesTheMachineItWasWrittenOn() {
        assertThat(lines(text(), line -> MACHINE_PATH.matcher(line).find())).isEmpty();
    }

    @Test
    void nothingNamesAPackageRegistry() {
        assertThat(lines(text(), line -> REGISTRY.matcher(line).find())).isEmpty();
    }

    @Test
    void everyRelativeLinkLeadsToAFile() {
        List<Path> pages = Checkout.files("", ".md");
        assertThat(pages).as("pages").isNotEmpty();
        List<String> broken = new ArrayList<>();
        for (Path page : pages) {
            Matcher link = LINK.matcher(CODE.matcher(Checkout.read(page)).replaceAll(""));
            while (link.find()) {
                String target = link.group(1).replaceFirst("#.*", "");
                boolean elsewhere = target.isEmpty() || target.matches("[a-z]+:.*");
                if (!elsewhere && !Files.exists(page.resolveSibling(target))) {
                    broken.add(Checkout.name(page) + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDecisionHasItsOwnNumberAndSaysIt() {
        Map<String, List<String>> byNumber = new TreeMap<>();
        for (Path page : Checkout.files("docs/decisions", ".md")) {
            String name = page.getFileName().toString();
            Matcher matcher = DECISION.matcher(name);
            assertThat(matcher.matches()).as("%s is named NNNN-title.md", name).isTrue();
            String number = matcher.group(1);
            assertThat(Checkout.read(page)).as(name).startsWith("# " + number + " ");
            byNumber.computeIfAbsent(number, unused -> new ArrayList<>()).add(name);
        }
        assertThat(byNumber)
                .isNotEmpty()
                .allSatisfy((number, pages) -> assertThat(pages).as(number).hasSize(1));
    }

    private static List<Path> java() {
        return Checkout.files("", ".java");
    }

    /** All files: none is anything but text, so what is left behind by mistake is looked at, too. */
    private static List<Path> text() {
        return Checkout.files("", "");
    }

    /** Where lines are of the kind that is not wanted: file, number and the line's beginning. */
    private static List<String> lines(List<Path> files, Predicate<String> unwanted) {
        assertThat(files).as("files to look at").hasSizeGreaterThan(100);
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Checkout.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (unwanted.test(lines.get(i))) {
                    String start = lines.get(i).strip();
                    found.add(Checkout.name(file) + ":" + (i + 1) + ": "
                            + start.substring(0, Math.min(60, start.length())));
                }
            }
        }
        return found;
    }
}
