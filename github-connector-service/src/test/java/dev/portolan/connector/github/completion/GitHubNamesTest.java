package dev.portolan.connector.github.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.github.api.TestApi;
import dev.portolan.connector.github.judge.JudgedStandIn;
import dev.portolan.mcp.server.CompletionResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitHubNamesTest {

    private static final Map<String, String> STOREFRONT = Map.of("owner", "acme", "repo", "storefront");

    @RegisterExtension
    final JudgedStandIn gitHub = new JudgedStandIn();

    private TestApi test;
    private GitHubNames names;

    @BeforeEach
    void open() {
        test = new TestApi(gitHub.url());
        names = new GitHubNames(test.api());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void ownersAreThoseTheCredentialWorksWith() {
        assertThat(names.owners("")).isEqualTo(new CompletionResponse(List.of("acme"), 1, false));
    }

    @Test
    void otherOwnersAreFoundByTheirFirstLetters() {
        assertThat(names.owners("mira").values()).containsExactly("mira-holm");
    }

    @Test
    void withoutACredentialAndWithoutLettersNothingIsClaimed() {
        assertThat(new GitHubNames(test.api("")).owners("")).isEqualTo(new CompletionResponse(List.of(), null, true));
    }

    @Test
    void repositoriesAreThoseOfTheOwner() {
        assertThat(names.repositories("acme", "").values()).contains("billing", "storefront");
        assertThat(names.repositories("acme", "St").values()).containsExactly("storefront");
    }

    @Test
    void numbersAreOfIssuesOrOfPullRequests() {
        assertThat(names.numbers(STOREFRONT, false, "4").values()).containsExactly("43", "42", "41", "40", "4");
        assertThat(names.numbers(STOREFRONT, true, "").values()).containsExactly("47", "46", "45", "44");
    }

    @Test
    void pathsAreCompletedDirectoryByDirectory() {
        assertThat(names.paths(STOREFRONT, "").values()).contains("README.md", "src/");
        assertThat(names.paths(STOREFRONT, "src/c").values()).containsExactly("src/cart/");
    }

    @Test
    void whatDependsOnAnArgumentNotGivenIsUnknown() {
        assertThat(names.repositories("", "x").hasMore()).isTrue();
        assertThat(names.paths(Map.of("owner", "acme"), "").total()).isNull();
    }
}
