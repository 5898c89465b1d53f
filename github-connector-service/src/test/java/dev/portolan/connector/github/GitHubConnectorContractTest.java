package dev.portolan.connector.github;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.testkit.ConnectorContractTest;
import dev.portolan.connector.testkit.TestIssuerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
@QuarkusTestResource(BackendResource.class)
class GitHubConnectorContractTest extends ConnectorContractTest {

    private static final String REPO = "\"owner\":\"acme\",\"repo\":\"storefront\"";
    private static final String GIT = "\"repository\":\"welcome\"";

    /** Set by {@link BackendResource}, before each test. */
    Supplier<List<String>> faults;

    @AfterEach
    void everyExchangeIsAsGitHubDescribesIt() {
        assertThat(faults.get()).isEmpty();
    }

    @Override
    public Map<String, String> sampleArguments() {
        return Map.ofEntries(
                entry("get_repository", "{" + REPO + "}"),
                entry("list_repositories", "{\"owner\":\"acme\"}"),
                entry("search_repositories", "{\"query\":\"shop\"}"),
                entry("get_file", "{" + REPO + ",\"path\":\"src/price.ts\"}"),
                entry("list_directory", "{" + REPO + ",\"path\":\"src\"}"),
                entry("search_code", "{\"query\":\"price repo:acme/storefront\"}"),
                entry("list_issues", "{" + REPO + ",\"labels\":[\"bug\"]}"),
                entry("get_issue", "{" + REPO + ",\"number\":3}"),
                entry("create_issue", "{" + REPO + ",\"title\":\"A new one\",\"body\":\"With text\"}"),
                entry("add_issue_comment", "{" + REPO + ",\"number\":3,\"body\":\"Me too\"}"),
                entry("list_pull_requests", "{" + REPO + ",\"state\":\"all\"}"),
                entry("get_pull_request", "{" + REPO + ",\"number\":44}"),
                entry("get_pull_request_diff", "{" + REPO + ",\"number\":45}"),
                entry("git_repositories", "{}"),
                entry("git_log", "{" + GIT + "}"),
                entry("git_show", "{" + GIT + "}"),
                entry("git_diff", "{" + GIT + ",\"base\":\"v1.0\"}"),
                entry("git_blame", "{" + GIT + ",\"path\":\"poem.txt\"}"),
                entry("git_grep", "{" + GIT + ",\"pattern\":\"TWO\"}"),
                entry("git_branches", "{" + GIT + "}"),
                entry("git_tags", "{" + GIT + "}"),
                entry("git_file", "{" + GIT + ",\"path\":\"poem.txt\"}"));
    }

    @Override
    public Map<String, String> samplePromptArguments() {
        return Map.of("review_pull_request", "{" + REPO + ",\"number\":\"45\"}", "triage_issues", "{" + REPO + "}");
    }

    @Override
    public List<String> sampleUris() {
        return List.of(
                "git://repositories",
                "github://acme/storefront/contents/src/price.ts",
                "github://acme/storefront/issue/3",
                "github://acme/storefront/pull/45",
                "git://welcome/main/src/a.c",
                "git://welcome/feature%2Fx/poem.txt");
    }

    @Override
    public Map<String, String> completionContext() {
        return Map.of("owner", "acme", "repo", "storefront", "repository", "welcome", "ref", "main");
    }

    @Override
    public Set<String> secrets() {
        return Set.of(BackendResource.TOKEN);
    }

    /** Twenty-two tools that all say what they answer do not fit the usual eight kilobytes. */
    @Override
    public int toolListBytes() {
        return 34 * 1024;
    }
}
