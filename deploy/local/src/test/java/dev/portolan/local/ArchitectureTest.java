package dev.portolan.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.portolan.local", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule whatIsStartedIsKnownOnlyToTheCommandsAndTheSuite = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("command")
            .definedBy("..local.command..")
            .layer("suite")
            .definedBy("..local.suite..")
            .layer("supervise")
            .definedBy("..local.supervise..")
            .layer("parts")
            .definedBy("..local.postgres..", "..local.keycloak..", "..local.welcome..")
            .layer("evidence")
            .definedBy("..local.evidence..")
            .layer("process")
            .definedBy("..local.process..")
            .layer("installation")
            .definedBy("..local.installation..")
            .layer("report")
            .definedBy("..local.report..")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("suite")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("supervise")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("evidence")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("parts")
            .mayOnlyBeAccessedByLayers("command", "suite")
            .whereLayer("process")
            .mayOnlyBeAccessedByLayers("command", "suite", "supervise", "parts")
            .whereLayer("installation")
            .mayOnlyBeAccessedByLayers("command", "suite", "parts");

    @ArchTest
    static final ArchRule theEnvironmentIsReadOnceAtTheEdge = noClasses()
            .that()
            .doNotHaveSimpleName("PortolanCommand")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nobodyWritesPastTheTerminal = noClasses()
            .that()
            .doNotHaveSimpleName("PortolanCommand")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule databasesAreSpokenToInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("..local.postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");
}
