package dev.portolan.connector.db;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import dev.portolan.connector.testkit.ConnectorArchitectureTest;
import org.junit.jupiter.api.Test;

class DbArchitectureTest extends ConnectorArchitectureTest {
    private static final String ROOT = "dev.portolan.connector.db";

    @Override
    protected String rootPackage() {
        return ROOT;
    }

    @Test
    void packagesKnowOnlyThoseBeforeThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("failure")
                .definedBy(ROOT + ".failure")
                .layer("session")
                .definedBy(ROOT + ".session")
                .layer("gate")
                .definedBy(ROOT + ".gate")
                .layer("source")
                .definedBy(ROOT + ".source")
                .layer("value")
                .definedBy(ROOT + ".value")
                .layer("query")
                .definedBy(ROOT + ".query")
                .layer("schema")
                .definedBy(ROOT + ".schema")
                .layer("mcp")
                .definedBy(ROOT + ".mcp")
                .whereLayer("mcp")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("schema")
                .mayOnlyBeAccessedByLayers("mcp")
                .whereLayer("query")
                .mayOnlyBeAccessedByLayers("schema", "mcp")
                .whereLayer("value")
                .mayOnlyBeAccessedByLayers("query")
                .whereLayer("source")
                .mayOnlyBeAccessedByLayers("query", "schema", "mcp")
                .whereLayer("gate")
                .mayOnlyBeAccessedByLayers("source", "query", "schema", "mcp")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("gate", "source", "query")
                .check(connector());
    }

    @Test
    void onlyTheSessionTouchesTheDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".session", ROOT + ".failure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.postgresql..")
                .check(connector());
    }

    @Test
    void onlyTheGateSendsForeignSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".session", ROOT + ".gate")
                .and()
                .haveSimpleNameNotEndingWith("Examination")
                .should()
                .callMethod(
                        dev.portolan.connector.db.session.Session.class, "single", String.class, java.util.List.class)
                .check(connector());
    }

    @Test
    void onlyTheEdgeSpeaksMcp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".mcp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.portolan.mcp..")
                .check(connector());
    }
}
