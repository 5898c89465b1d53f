package dev.portolan.connector.github.pullrequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.connector.github.api.TestApi;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.judge.JudgedStandIn;
import dev.portolan.mcp.server.ToolCallException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PullRequestToolsTest {

    @RegisterExtension
    final JudgedStandIn gitHub = new JudgedStandIn();

    private TestApi test;
    private PullRequestTools tools;

    @BeforeEach
    void open() {
        test = new TestApi(gitHub.url());
        tools = new PullRequestTools(new PullRequests(test.api()));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void openPullRequestsAreListedNewestFirst() {
        PullRequestPage page = tools.list_pull_requests("acme", "storefront", PullRequestState.OPEN, 1, 30);
        assertThat(page.pullRequests()).extracting(PullRequestSummary::number).containsExactly(46, 45, 44);
        assertThat(page.truncated()).isFalse();
    }

    @Test
    void aListThatGoesOnSaysWhere() {
        PullRequestPage page = tools.list_pull_requests("acme", "storefront", PullRequestState.ALL, 1, 3);
        assertThat(page.truncated()).isTrue();
        assertThat(page.next()).isEqualTo(2);
    }

    @Test
    void aPullRequestIsShownWithTheSizeOfItsChange() {
        PullRequestDetail pull = tools.get_pull_request("acme", "storefront", 45);
        assertThat(pull.pullRequest().head()).isEqualTo("acme:debounce-search");
        assertThat(pull.changedFiles()).isEqualTo(2);
        assertThat(pull.mergeable()).isTrue();
    }

    @Test
    void aMergedPullRequestSaysWhen() {
        PullRequestDetail pull = tools.get_pull_request("acme", "storefront", 47);
        assertThat(pull.pullRequest().mergedAt()).isNotNull();
        assertThat(pull.pullRequest().state()).isEqualTo("closed");
    }

    @Test
    void aDiffHasAPatchForEachFile() {
        PullRequestDiff diff = tools.get_pull_request_diff("acme", "storefront", 44, 1, 30);
        assertThat(diff.files()).hasSize(1);
        assertThat(diff.files().get(0).patch()).contains("+  return { ...price, cents: Math.round(");
        assertThat(diff.truncated()).isFalse();
    }

    @Test
    void aDiffIsPaged() {
        PullRequestDiff diff = tools.get_pull_request_diff("acme", "storefront", 45, 1, 1);
        assertThat(diff.truncated()).isTrue();
        assertThat(diff.next()).isEqualTo(2);
    }

    @Test
    void anIssueIsNoPullRequest() {
        ToolCallException failure =
                catchThrowableOfType(ToolCallException.class, () -> tools.get_pull_request("acme", "storefront", 1));
        assertThat(Failure.codeOf(failure)).contains("not_found");
        assertThat(failure.text()).contains("pull request 1 of acme/storefront");
    }

    @Test
    void theReviewPromptCarriesTheDiff() {
        var messages =
                new PullRequestOffers(new PullRequests(test.api())).review_pull_request("acme", "storefront", "45");
        assertThat(messages).hasSize(2);
        assertThat(messages.get(1).content().toString()).contains("+++ src/debounced.ts (added)");
    }
}
