package dev.portolan.gateway.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies shown in the documents are good ones, and their tests pass. */
class PolicyReferenceTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern POLICY = Pattern.compile("```yaml\n(version: .*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"reference/policy.md", "how-to/add-a-connector.md"})
    void everyPolicyShownIsGood(String page) throws IOException {
        // given
        Path file = DOCS.resolve(page);

        // when
        List<String> policies = POLICY.matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        // then
        assertThat(policies).isNotEmpty();
        assertThat(policies).allSatisfy(text -> assertThatCode(
                        () -> new PolicyFormat().read(FileContent.of(text), new Faults(file)))
                .doesNotThrowAnyException());
    }
}
