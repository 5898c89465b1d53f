package dev.portolan.connector.github.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.judge.JudgedStandIn;
import dev.portolan.mcp.server.ToolCallException;
import dev.portolan.standin.github.Exchange;
import dev.portolan.standin.github.Fault.Kind;
import dev.portolan.standin.github.GitHubStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubApiTest {

    private static final RepositoryName STOREFRONT = new RepositoryName("acme", "storefront");
    private static final GitHubRequest ABOUT = GitHubRequest.in(STOREFRONT, "repository data");

    @RegisterExtension
    final JudgedStandIn gitHub = new JudgedStandIn();

    private TestApi test;

    @BeforeEach
    void open() {
        test = new TestApi(gitHub.url());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aReadSaysWhatItAcceptsWhichVersionAndWho() {
        // When
        test.api("my-token").read(ABOUT);

        // Then
        Map<String, List<String>> headers = gitHub.exchanges().get(0).requestHeaders();
        assertThat(headers).containsEntry("accept", List.of("application/vnd.github+json"));
        assertThat(headers).containsEntry("x-github-api-version", List.of("2022-11-28"));
        assertThat(headers).containsEntry("authorization", List.of("Bearer my-token"));
    }

    @Test
    void withoutATokenNothingIsShown() {
        test.api("").read(ABOUT);
        assertThat(gitHub.exchanges().get(0).requestHeaders()).doesNotContainKey("authorization");
    }

    @Test
    void pagesAreFollowedToTheEndAndGiveEachIssueOnce() {
        // When
        List<WireObject> all = test.api()
                .readAll(
                        GitHubRequest.in(STOREFRONT, "issues", "issues")
                                .with(Map.of("state", "all"))
                                .with(PageRequest.first(10)),
                        10);

        // Then
        assertThat(all)
                .extracting(issue -> issue.number("number"))
                .doesNotHaveDuplicates()
                .hasSize(47);
        assertThat(gitHub.exchanges()).hasSize(5);
    }

    @Test
    void pagesEndWhereTheirNumberIsBounded() {
        List<WireObject> some = test.api()
                .readAll(GitHubRequest.in(STOREFRONT, "issues", "issues").with(PageRequest.first(10)), 2);
        assertThat(some).hasSize(20);
    }

    @Test
    void aSecondReadIsConfirmedInsteadOfSentAgain() {
        // Given
        GitHubResponse first = test.api().read(ABOUT);

        // When
        GitHubResponse second = test.api().read(ABOUT);

        // Then
        assertThat(gitHub.exchanges()).extracting(Exchange::status).containsExactly(200, 304);
        assertThat(second.object().text("full_name")).isEqualTo("acme/storefront");
        assertThat(second.rate()).isEqualTo(first.rate());
    }

    @Test
    void whatOneCredentialWasToldIsNotUsedForAnother() {
        // Given
        test.api("one").read(ABOUT);

        // When
        test.api("two").read(ABOUT);

        // Then
        assertThat(gitHub.exchanges()).extracting(Exchange::status).containsExactly(200, 200);
        assertThat(gitHub.exchanges().get(1).requestHeaders()).doesNotContainKey("if-none-match");
    }

    @Test
    void aReadIsRepeatedAfterAnErrorOfTheServer() {
        gitHub.standIn().faults().add(Kind.STATUS, "502", 2);
        assertThat(test.api().read(ABOUT).object().text("name")).isEqualTo("storefront");
        assertThat(gitHub.exchanges()).extracting(Exchange::status).containsExactly(502, 502, 200);
    }

    @Test
    void aReadGivesUpAfterItsAttempts() {
        gitHub.standIn().faults().add(Kind.STATUS, "503", 5);
        assertThat(codeOf(failure(ABOUT))).isEqualTo("unavailable");
        assertThat(gitHub.exchanges()).hasSize(3);
    }

    @Test
    void aWriteIsNeverRepeated() {
        // Given
        gitHub.spoil(Kind.STATUS, 503);
        GitHubRequest write = GitHubRequest.in(STOREFRONT, "a new issue", "issues")
                .sending(JsonNodeFactory.instance.objectNode().put("title", "Once"));

        // When
        ToolCallException failure =
                catchThrowableOfType(ToolCallException.class, () -> test.api().write(write));

        // Then
        assertThat(codeOf(failure)).isEqualTo("unavailable");
        assertThat(gitHub.exchanges()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDARY_LIMIT_403, 120, 120000",
        "SECONDARY_LIMIT_429, 120, 120000",
        "SECONDARY_LIMIT_403, '', 60000",
        "SECONDARY_LIMIT_429, soon, 60000",
        "SECONDARY_LIMIT_429, -5, 60000",
        "SECONDARY_LIMIT_403, 999999999, 3600000",
    })
    void aSecondaryLimitSaysWhenToComeBack(Kind kind, String retryAfter, long expected) {
        // Given
        gitHub.spoil(kind, retryAfter);

        // When
        ToolCallException failure = failure(ABOUT);

        // Then
        assertThat(error(failure)).containsEntry("code", "rate_limited").containsEntry("retryAfterMs", expected);
        assertThat(gitHub.exchanges()).hasSize(1);
    }

    @Test
    void aShortLimitIsWaitedOut() {
        gitHub.spoil(Kind.SECONDARY_LIMIT_429, "1");
        assertThat(test.api().read(ABOUT).object().text("name")).isEqualTo("storefront");
    }

    @Test
    void afterALimitNothingIsAskedUntilItsTimeIsOver() {
        // Given
        gitHub.spoil(Kind.SECONDARY_LIMIT_403, "600");
        failure(ABOUT);

        // When
        ToolCallException held = failure(ABOUT);
        test.clock().turn(Duration.ofSeconds(601));
        test.api().read(ABOUT);

        // Then
        assertThat(codeOf(held)).isEqualTo("rate_limited");
        assertThat(gitHub.exchanges()).extracting(Exchange::status).containsExactly(403, 200);
    }

    @Test
    void aBudgetUsedUpSaysWhenItIsRenewed() {
        // Given
        gitHub.standIn().leave("good-token", "core", 0);

        // When
        ToolCallException failure = failure(ABOUT);

        // Then
        assertThat(error(failure)).containsEntry("code", "rate_limited");
        assertThat((long) error(failure).get("retryAfterMs")).isBetween(3_000_000L, 3_600_000L);
    }

    @Test
    void aBudgetUsedUpForSearchLeavesTheOthers() {
        gitHub.standIn().leave("good-token", "search", 0);
        GitHubRequest search =
                GitHubRequest.site("this search", "/search/repositories").with(Map.of("q", "shop"));
        assertThat(codeOf(failure(search))).isEqualTo("rate_limited");
        assertThat(test.api().read(ABOUT).object().text("name")).isEqualTo("storefront");
    }

    @Test
    void anAnswerThatIsTooLateIsATimeout() {
        gitHub.standIn().faults().add(Kind.SLOW, "3000", 3);
        GitHubApi impatient = test.api("good-token", Duration.ofMillis(100));
        ToolCallException failure = catchThrowableOfType(ToolCallException.class, () -> impatient.read(ABOUT));
        assertThat(codeOf(failure)).isEqualTo("timeout");
    }

    @Test
    void anAnswerThatIsTooLargeIsCutOff() {
        gitHub.spoil(Kind.HUGE, 3_000_000);
        assertThat(codeOf(failure(ABOUT))).isEqualTo("too_large");
    }

    @Test
    void anAnswerThatIsNotJsonIsGitHubsFault() {
        gitHub.spoil(Kind.BROKEN_JSON, "");
        assertThat(codeOf(failure(ABOUT))).isEqualTo("upstream_misbehaved");
    }

    @Test
    void aBrokenConnectionIsTriedAgain() {
        gitHub.spoil(Kind.DROP, "");
        assertThat(test.api().read(ABOUT).object().text("name")).isEqualTo("storefront");
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        gitHub.standIn().close();
        assertThat(codeOf(failure(ABOUT))).isEqualTo("unavailable");
    }

    @Test
    void aRenamedRepositoryIsFollowedOnTheSameOrigin() {
        GitHubRequest old = GitHubRequest.in(new RepositoryName("acme", "webshop"), "repository data");
        assertThat(test.api().read(old).object().text("full_name")).isEqualTo("acme/storefront");
    }

    @Test
    void aRedirectToAnotherOriginIsNotFollowed() {
        try (GitHubStandIn elsewhere = GitHubStandIn.start()) {
            // Given
            gitHub.spoil(Kind.REDIRECT, elsewhere.url() + "/repos/acme/storefront");

            // When
            ToolCallException failure = failure(ABOUT);

            // Then
            assertThat(codeOf(failure)).isEqualTo("moved");
            assertThat(elsewhere.journal().exchanges()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, validation_failed", "401, unauthorized", "403, forbidden", "404, not_found", "409, conflict",
        "410, not_found", "418, upstream_misbehaved", "422, validation_failed", "451, forbidden", "500, unavailable"
    })
    void everyRefusalHasItsCodeAndNoneOfGitHubsWords(int status, String code) {
        // Given
        gitHub.standIn().faults().add(Kind.STATUS, String.valueOf(status), 3);

        // When
        ToolCallException failure = failure(ABOUT);

        // Then
        assertThat(error(failure)).containsEntry("code", code).containsEntry("status", status);
        assertThat(failure.text() + failure.meta()).doesNotContain("upstream-marker");
    }

    @Test
    void aRefusedCredentialIsNamedWithoutBeingShown() {
        ToolCallException failure = catchThrowableOfType(
                ToolCallException.class, () -> test.api("invalid-token-7").read(ABOUT));
        assertThat(codeOf(failure)).isEqualTo("unauthorized");
        assertThat(failure.text() + failure.meta()).doesNotContain("invalid-token-7");
    }

    @Test
    void invalidArgumentsAreNamedByTheirFields() {
        GitHubRequest write = GitHubRequest.in(STOREFRONT, "a new issue", "issues")
                .sending(JsonNodeFactory.instance.objectNode().put("title", " "));
        ToolCallException failure =
                catchThrowableOfType(ToolCallException.class, () -> test.api().write(write));
        assertThat(failure.text()).contains("title (missing_field)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "a b", "", "ä", "a%2fb"})
    void aNameThatIsNoRepositoryNameIsRefused(String name) {
        ToolCallException failure =
                catchThrowableOfType(ToolCallException.class, () -> new RepositoryName("acme", name));
        assertThat(codeOf(failure)).isEqualTo("validation_failed");
    }

    private ToolCallException failure(GitHubRequest request) {
        return catchThrowableOfType(ToolCallException.class, () -> test.api().read(request));
    }

    private static String codeOf(ToolCallException failure) {
        return Failure.codeOf(failure).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> error(ToolCallException failure) {
        return (Map<String, Object>) failure.meta().get(Failure.META);
    }
}
