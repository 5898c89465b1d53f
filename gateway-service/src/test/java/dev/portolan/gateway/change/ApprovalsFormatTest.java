package dev.portolan.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.change.DefinitionKey.Kind;
import dev.portolan.gateway.reload.BadFile;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.mcp.JsonSlice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalsFormatTest {
    private static final String HASH = "0a".repeat(32);

    private static Approvals read(String text) {
        Faults faults = new Faults(Path.of("approvals.yaml"));
        Approvals approvals = new ApprovalsFormat().read(FileContent.of(text), faults);
        faults.throwIfAny();
        return approvals;
    }

    @Test
    void whatTheFileSaysIsRead() {
        Approvals approvals = read("""
                approvals:
                  files:
                    tool/read_file: %s
                    "resource/file:///a b": %s
                    instructions: %s
                  db: {}
                """.formatted(HASH, HASH, HASH));

        assertThat(approvals.byConnector())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "files",
                        Map.of(
                                new DefinitionKey(Kind.TOOL, "read_file"),
                                HASH,
                                new DefinitionKey(Kind.RESOURCE, "file:///a b"),
                                HASH,
                                DefinitionKey.INSTRUCTIONS,
                                HASH),
                        "db",
                        Map.of()));
    }

    @Test
    void theExampleOfTheHowToIsGood() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "how-to", "approve-tool-changes.md"));
        Matcher example =
                Pattern.compile("```yaml\n(approvals:.*?)```", Pattern.DOTALL).matcher(page);

        assertThat(example.find()).isTrue();
        assertThat(read(example.group(1)).byConnector()).containsOnlyKeys("tickets");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | lacks approvals; write approvals: {} if there are none",
                "approvals: {a: {tool: x}} | approvals.a.tool is no definition",
                "approvals: {a: {tool/: x}} | is no definition",
                "approvals: {a: {thing/x: x}} | is no definition",
                "approvals: {a: {tool/x: abc}} | must be a SHA-256 of 64 lower-case hex digits",
                "approvals: {a: {tool/x: 7}} | must be text",
                "approvals: [] | must be a mapping"
            })
    void whatIsWrongIsSaid(String text, String sentence) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BadFile.class).hasMessageContaining(sentence);
    }

    /** Whatever a connector calls its tools, the lines to paste approve exactly these. */
    @Test
    void theReportsLinesApproveWhatItShows() {
        List<String> names = List.of(
                "plain",
                "sp ace: #x",
                "quo\"te\\",
                "n\u200Bew\nline",
                "\uD83D\uDE00",
                "\u0085",
                "x".repeat(3_000),
                "~");
        List<HeldDefinition> held = names.stream()
                .map(name -> new HeldDefinition(
                        "files",
                        new Definition(new DefinitionKey(Kind.TOOL, name), JsonSlice.EMPTY_OBJECT, HASH),
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty()))
                .toList();

        Approvals approvals = read(new HeldReport(held, 100).yaml());

        assertThat(approvals.byConnector().get("files"))
                .hasSameSizeAs(names)
                .containsKeys(held.stream().map(h -> h.definition().key()).toArray(DefinitionKey[]::new));
        assertThat(read(new HeldReport(List.of(), 100).yaml())).isEqualTo(Approvals.NONE);
        assertThat(new HeldReport(held, 3).yaml()).endsWith("# and 5 more\n");
        assertThat(new HeldReport(held, 3).json()).endsWith("\"more\":5}");
    }
}
