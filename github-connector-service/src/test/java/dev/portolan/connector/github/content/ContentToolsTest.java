package dev.portolan.connector.github.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.connector.github.api.TestApi;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.judge.JudgedStandIn;
import dev.portolan.mcp.server.BlobResourceContents;
import dev.portolan.mcp.server.McpException;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.TextResourceContents;
import dev.portolan.mcp.server.ToolCallException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContentToolsTest {

    private static final Optional<String> MAIN = Optional.empty();

    @RegisterExtension
    final JudgedStandIn gitHub = new JudgedStandIn();

    private TestApi test;
    private Contents contents;
    private ContentTools tools;

    @BeforeEach
    void open() {
        test = new TestApi(gitHub.url());
        contents = new Contents(test.api());
        tools = new ContentTools(test.api(), contents);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aFileIsShownAsText() {
        FileContent file = tools.get_file("acme", "storefront", "src/cart/cart.ts", MAIN);
        assertThat(file.content()).startsWith("import { format, Price }");
        assertThat(file.encoding()).isEqualTo("utf-8");
    }

    @Test
    void aPathWithASpaceIsFound() {
        assertThat(tools.get_file("acme", "storefront", "docs/release notes.md", MAIN)
                        .content())
                .startsWith("# Release notes");
    }

    @Test
    void aFileIsShownAsItIsOnABranch() {
        FileContent file = tools.get_file("acme", "storefront", "src/price.ts", Optional.of("round-prices"));
        assertThat(file.content()).contains("Math.round");
    }

    @Test
    void aPictureIsShownInBase64() {
        FileContent file = tools.get_file("acme", "storefront", "assets/dot.png", MAIN);
        assertThat(file.encoding()).isEqualTo("base64");
        assertThat(file.content()).startsWith("iVBORw0KGgo");
    }

    @Test
    void aFileBeyondOneMegabyteIsOnlyDescribed() {
        FileContent file = tools.get_file("acme", "storefront", "assets/catalogue.csv", MAIN);
        assertThat(file.truncated()).isTrue();
        assertThat(file.content()).isNull();
        assertThat(file.size()).isEqualTo(1024 * 1024 + 1);
    }

    @Test
    void aDirectoryIsListed() {
        Directory root = tools.list_directory("acme", "storefront", MAIN, Optional.empty());
        assertThat(root.entries())
                .extracting(entry -> entry.name() + " " + entry.type())
                .containsExactly("README.md file", "assets dir", "docs dir", "package.json file", "src dir");
        assertThat(root.truncated()).isFalse();
    }

    @Test
    void filesAndDirectoriesAreNotTakenForEachOther() {
        assertThat(code(() -> tools.get_file("acme", "storefront", "src", MAIN)))
                .isEqualTo("validation_failed");
        assertThat(code(() -> tools.list_directory("acme", "storefront", Optional.of("README.md"), MAIN)))
                .isEqualTo("validation_failed");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(code(() -> tools.get_file("acme", "storefront", "none.txt", MAIN)))
                .isEqualTo("not_found");
        assertThat(code(() -> tools.get_file("acme", "storefront", "README.md", Optional.of("none"))))
                .isEqualTo("not_found");
    }

    @Test
    void aPathThatLeavesTheRepositoryIsNeverAsked() {
        assertThat(code(() -> tools.get_file("acme", "storefront", "../../users/acme", MAIN)))
                .isEqualTo("validation_failed");
        assertThat(gitHub.exchanges()).isEmpty();
    }

    @Test
    void codeIsFoundWithWhatSurroundsIt() {
        CodeMatches found = tools.search_code("debounced OR fetchProducts repo:acme/storefront", 1, 30);
        assertThat(found.total()).isEqualTo(found.matches().size());
        CodeMatches price = tools.search_code("withTax repo:acme/storefront", 1, 30);
        assertThat(price.matches()).extracting(CodeMatches.Match::path).containsExactly("src/price.ts");
        assertThat(price.matches().get(0).fragments().get(0)).contains("withTax");
    }

    @Test
    void aSearchForNothingNamesWhatIsWrong() {
        ToolCallException failure =
                catchThrowableOfType(ToolCallException.class, () -> tools.search_code("repo:acme/storefront", 1, 30));
        assertThat(failure.text()).contains("q (invalid)");
    }

    @Test
    void aFileIsAResourceOfItsKind() {
        ContentResources resources = new ContentResources(contents);
        RequestUri uri = new RequestUri("github://acme/storefront/contents/x");
        assertThat(resources.file("acme", "storefront", "README.md", uri)).isInstanceOf(TextResourceContents.class);
        assertThat(resources.file("acme", "storefront", "assets/dot.png", uri))
                .isInstanceOf(BlobResourceContents.class);
        assertThat(catchThrowableOfType(
                                McpException.class,
                                () -> resources.file("acme", "storefront", "assets/catalogue.csv", uri))
                        .text())
                .contains("1 MB");
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return Failure.codeOf(catchThrowableOfType(ToolCallException.class, call))
                .orElseThrow();
    }
}
