package dev.portolan.connector.github.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.connector.github.api.TestApi;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.judge.JudgedStandIn;
import dev.portolan.mcp.server.EmbeddedResource;
import dev.portolan.mcp.server.McpException;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.TextContent;
import dev.portolan.mcp.server.ToolCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IssueToolsTest {

    private static final Optional<List<String>> ANY = Optional.empty();

    @RegisterExtension
    final JudgedStandIn gitHub = new JudgedStandIn();

    private TestApi test;
    private IssueTools tools;

    @BeforeEach
    void open() {
        test = new TestApi(gitHub.url());
        tools = new IssueTools(new Issues(test.api()));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void pagesTogetherHaveEachIssueOnceAndNoPullRequest() {
        // When
        List<Integer> numbers = new ArrayList<>();
        Integer page = 1;
        int omitted = 0;
        while (page != null) {
            IssuePage issues = tools.list_issues("acme", "storefront", IssueState.ALL, ANY, page, 20);
            issues.issues().forEach(issue -> numbers.add(issue.number()));
            omitted += issues.omittedPullRequests();
            assertThat(issues.truncated()).isEqualTo(issues.next() != null);
            page = issues.next();
        }

        // Then
        assertThat(numbers).doesNotHaveDuplicates().hasSize(43);
        assertThat(omitted).isEqualTo(4);
    }

    @Test
    void aPageOfPullRequestsAloneIsPassedOver() {
        IssuePage page = tools.list_issues("acme", "storefront", IssueState.ALL, ANY, 1, 2);
        assertThat(page.issues()).extracting(IssueSummary::number).containsExactly(43, 42);
        assertThat(page.omittedPullRequests()).isEqualTo(4);
        assertThat(page.next()).isEqualTo(4);
    }

    @Test
    void issuesAreChosenByStateAndLabels() {
        IssuePage page = tools.list_issues(
                "acme", "storefront", IssueState.OPEN, Optional.of(List.of("bug", "accessibility")), 1, 100);
        assertThat(page.issues()).isNotEmpty().allSatisfy(issue -> {
            assertThat(issue.labels()).contains("bug", "accessibility");
            assertThat(issue.state()).isEqualTo("open");
        });
    }

    @Test
    void aResultSaysWhatIsLeftOfTheBudget() {
        IssuePage page = tools.list_issues("acme", "billing", IssueState.OPEN, ANY, 1, 30);
        assertThat(page.rate().remaining()).isEqualTo(4999);
        assertThat(page.rate().limit()).isEqualTo(5000);
    }

    @Test
    void anIssueIsShownWithItsComments() {
        IssueDetail issue = tools.get_issue("acme", "storefront", 3, 1, 30);
        assertThat(issue.issue().title()).isEqualTo("Search is slow on mobile");
        assertThat(issue.comments()).hasSize(2);
        assertThat(issue.pullRequest()).isFalse();
    }

    @Test
    void commentsArePaged() {
        IssueDetail issue = tools.get_issue("acme", "storefront", 3, 1, 1);
        assertThat(issue.comments()).hasSize(1);
        assertThat(issue.next()).isEqualTo(2);
    }

    @Test
    void whatIsHiddenInAnIssueDoesNotGetThrough() {
        IssueDetail issue = tools.get_issue("acme", "storefront", 43, 1, 30);
        assertThat(issue.body()).isEqualTo("The payment page stays white. Please help.");
    }

    @Test
    void whatIsCreatedCanBeRead() {
        // When
        CreatedIssue created = tools.create_issue(
                "acme", "billing", "Invoices are blue", Optional.of("All of them."), Optional.of(List.of("bug")));
        tools.add_issue_comment("acme", "billing", created.issue().number(), "Mine too.");

        // Then
        IssueDetail read = tools.get_issue("acme", "billing", created.issue().number(), 1, 30);
        assertThat(read.issue().title()).isEqualTo("Invoices are blue");
        assertThat(read.issue().labels()).containsExactly("bug");
        assertThat(read.body()).isEqualTo("All of them.");
        assertThat(read.comments()).extracting(IssueComment::body).containsExactly("Mine too.");
    }

    @Test
    void withoutACredentialNothingIsWritten() {
        IssueTools anonymous = new IssueTools(new Issues(test.api("")));
        ToolCallException failure = catchThrowableOfType(
                ToolCallException.class,
                () -> anonymous.create_issue("acme", "billing", "No", Optional.empty(), Optional.empty()));
        assertThat(Failure.codeOf(failure)).contains("unauthorized");
    }

    @Test
    void issuesThatAreTurnedOffAreNotFound() {
        ToolCallException failure = catchThrowableOfType(
                ToolCallException.class, () -> tools.list_issues("acme", "legacy-site", IssueState.OPEN, ANY, 1, 30));
        assertThat(Failure.codeOf(failure)).contains("not_found");
    }

    @Test
    void anIssueThatIsNotThereIsNoResource() {
        IssueOffers offers = new IssueOffers(new Issues(test.api()));
        RequestUri uri = new RequestUri("github://acme/storefront/issue/999");
        McpException failure =
                catchThrowableOfType(McpException.class, () -> offers.issue("acme", "storefront", "999", uri));
        assertThat(failure.getData()).hasToString("{uri=github://acme/storefront/issue/999}");
    }

    @Test
    void theTriagePromptCarriesTheIssues() {
        var messages = new IssueOffers(new Issues(test.api())).triage_issues("acme", "storefront");
        assertThat(messages.get(0).content()).isInstanceOf(TextContent.class).isNotInstanceOf(EmbeddedResource.class);
        assertThat(messages.get(0).content().toString()).contains("#42 Images needs an empty state [bug");
    }
}
