package dev.portolan.mcp.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.portolan.mcp.server");

    @Test
    void packagesFollowTheWayOfARequest() {
        ArchRule rule = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("http")
                .definedBy("..server.http..")
                .layer("answer")
                .definedBy("..server.answer..")
                .layer("invoke")
                .definedBy("..server.invoke..")
                .layer("feature")
                .definedBy("..server.feature..")
                .layer("schema")
                .definedBy("..server.schema..")
                .layer("api")
                .definedBy("dev.portolan.mcp.server")
                .whereLayer("http")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("answer")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("invoke")
                .mayOnlyBeAccessedByLayers("answer", "http")
                .whereLayer("feature")
                .mayOnlyBeAccessedByLayers("invoke", "answer", "http")
                .whereLayer("schema")
                .mayOnlyBeAccessedByLayers("feature", "invoke", "answer", "http");

        rule.check(CLASSES);
    }

    @Test
    void onlyTheEdgeKnowsHttp() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("..server.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.core.http..", "io.quarkus.security..");

        rule.check(CLASSES);
    }

    @Test
    void theApiDecidesNothing() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("dev.portolan.mcp.server")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.portolan.mcp.server.(*)..", "io.quarkus..", "io.vertx..", "jakarta.inject..");

        rule.check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        ArchRule rule = noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .allowEmptyShould(true);

        rule.check(CLASSES);
    }
}
