package dev.portolan.connector.github.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.github.api.TestApi;
import dev.portolan.connector.github.judge.JudgedStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepositoryToolsTest {

    @RegisterExtension
    final JudgedStandIn gitHub = new JudgedStandIn();

    private TestApi test;
    private RepositoryTools tools;

    @BeforeEach
    void open() {
        test = new TestApi(gitHub.url());
        tools = new RepositoryTools(test.api());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aRepositoryIsDescribed() {
        RepositoryInfo repository = tools.get_repository("acme", "billing").repository();
        assertThat(repository.fullName()).isEqualTo("acme/billing");
        assertThat(repository.language()).isEqualTo("Java");
        assertThat(repository.openIssues()).isPositive();
    }

    @Test
    void theRepositoriesOfAnOwnerAreListed() {
        RepositoryPage page = tools.list_repositories("acme", 1, 2);
        assertThat(page.repositories()).hasSize(2);
        assertThat(page.next()).isEqualTo(2);
        assertThat(page.total()).isNull();
    }

    @Test
    void aSearchKnowsItsTotal() {
        RepositoryPage page = tools.search_repositories("user:acme language:java", 1, 30);
        assertThat(page.total()).isEqualTo(1);
        assertThat(page.repositories()).extracting(RepositoryInfo::fullName).containsExactly("acme/billing");
    }
}
