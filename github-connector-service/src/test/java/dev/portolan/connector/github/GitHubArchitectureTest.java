package dev.portolan.connector.github;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.portolan.connector.testkit.ConnectorArchitectureTest;
import dev.portolan.mcp.server.ToolCallException;
import org.junit.jupiter.api.Test;

class GitHubArchitectureTest extends ConnectorArchitectureTest {

    @Override
    protected String rootPackage() {
        return "dev.portolan.connector.github";
    }

    @Test
    void onlyTheTransportSpeaksHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..transport..", "..api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.net.http..")
                .check(connector());
    }

    @Test
    void onlyGitPackagesKnowJGit() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..git..", "..githistory..", "..gitcontent..", "..completion..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jgit..")
                .check(connector());
    }

    @Test
    void theGitHubSideAndTheGitSideDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage("..api..", "..issue..", "..pullrequest..", "..repository..", "..content..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..github.git..", "..githistory..", "..gitcontent..")
                .check(connector());
    }

    @Test
    void failuresOfToolsAreMadeInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..failure..")
                .should()
                .callConstructor(ToolCallException.class, String.class)
                .orShould()
                .callConstructor(ToolCallException.class, String.class, java.util.Map.class)
                .check(connector());
    }

    @Test
    void nothingRunsAProgram() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .check(connector());
        noClasses().should().callMethod(Runtime.class, "exec", String.class).check(connector());
    }

    @Test
    void whatIsAnsweredIsARecord() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Page")
                .or()
                .haveSimpleNameEndingWith("List")
                .or()
                .haveSimpleNameEndingWith("Detail")
                .should()
                .beRecords()
                .check(connector());
    }
}
