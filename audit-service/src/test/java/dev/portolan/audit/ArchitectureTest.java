package dev.portolan.audit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portolan.audit");

    @Test
    void eachPackageKnowsOnlyThoseBeforeIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.portolan.audit..")
                .layer("event")
                .definedBy("..audit.event..")
                .layer("problem")
                .definedBy("..audit.problem..")
                .layer("jdbc")
                .definedBy("..audit.jdbc..")
                .layer("outward")
                .definedBy("..audit.outward..")
                .layer("people")
                .definedBy("..audit.people..")
                .layer("ledger")
                .definedBy("..audit.ledger..")
                .layer("witness")
                .definedBy("..audit.witness..")
                .layer("stamp")
                .definedBy("..audit.stamp..")
                .whereLayer("stamp")
                .mayNotBeAccessedByAnyLayer()
                .layer("access")
                .definedBy("..audit.access..")
                .layer("ingest")
                .definedBy("..audit.ingest..")
                .layer("store")
                .definedBy("..audit.store..")
                .layer("filter")
                .definedBy("..audit.filter..")
                .layer("criteria")
                .definedBy("..audit.criteria..")
                .layer("query")
                .definedBy("..audit.query..")
                .layer("count")
                .definedBy("..audit.count..")
                .layer("export")
                .definedBy("..audit.export..")
                .layer("tail")
                .definedBy("..audit.tail..")
                .layer("retention")
                .definedBy("..audit.retention..")
                .layer("payload")
                .definedBy("..audit.payload..")
                .layer("erasure")
                .definedBy("..audit.erasure..")
                .layer("report")
                .definedBy("..audit.report..")
                .layer("source")
                .definedBy("..audit.source..")
                .layer("evidence")
                .definedBy("..audit.evidence..")
                .layer("scrub")
                .definedBy("..audit.scrub..")
                .whereLayer("scrub")
                .mayNotBeAccessedByAnyLayer()
                .layer("wiring")
                .definedBy("dev.portolan.audit")
                .whereLayer("wiring")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("ingest")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("report")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("count")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("export")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("tail")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("retention")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("payload")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("erasure")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("query")
                .mayOnlyBeAccessedByLayers("count", "report", "export", "tail")
                .whereLayer("criteria")
                .mayOnlyBeAccessedByLayers(
                        "query", "count", "report", "export", "tail", "retention", "payload", "erasure")
                .whereLayer("filter")
                .mayOnlyBeAccessedByLayers("criteria", "query", "count", "export", "tail")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers(
                        "filter",
                        "criteria",
                        "query",
                        "count",
                        "report",
                        "export",
                        "tail",
                        "retention",
                        "payload",
                        "erasure")
                .whereLayer("source")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("evidence")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers(
                        "query",
                        "count",
                        "report",
                        "export",
                        "tail",
                        "retention",
                        "payload",
                        "erasure",
                        "source",
                        "evidence")
                .whereLayer("witness")
                .mayOnlyBeAccessedByLayers("evidence", "export")
                .whereLayer("jdbc")
                .mayOnlyBeAccessedByLayers("people", "ledger")
                .whereLayer("people")
                .mayOnlyBeAccessedByLayers("ledger", "ingest", "payload")
                .whereLayer("ledger")
                .mayOnlyBeAccessedByLayers(
                        "access", "witness", "stamp", "ingest", "source", "evidence", "export", "retention", "scrub")
                .whereLayer("problem")
                .mayOnlyBeAccessedByLayers(
                        "access",
                        "ingest",
                        "store",
                        "filter",
                        "criteria",
                        "query",
                        "count",
                        "report",
                        "export",
                        "tail",
                        "retention",
                        "source",
                        "payload",
                        "erasure",
                        "evidence")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.portolan.audit.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void connectionsAreHeldWhereSomethingIsWrittenAndByReadingAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..audit.jdbc..",
                        "..audit.people..",
                        "..audit.ledger..",
                        "..audit.store..",
                        "..audit.retention..",
                        "..audit.erasure..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Connection")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.agroal..")
                .check(MAIN);
    }

    @Test
    void onlyQueriesKnowTheEntityManager() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..audit.query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "io.quarkus.hibernate..")
                .check(MAIN);
    }

    @Test
    void theLedgerKnowsNothingOfHttp() {
        noClasses()
                .that()
                .resideInAPackage("..audit.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.vertx..", "io.quarkus.security..")
                .check(MAIN);
    }

    @Test
    void noPackageIsADrawerForOddments() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..support..", "..helper..", "..misc..")
                .check(MAIN);
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Base)")
                .check(MAIN);
    }

    @Test
    void collaboratorsComeThroughConstructorsAndConfigurationThroughMappings() {
        fields().should().notBeAnnotatedWith(Inject.class).check(MAIN);
        fields().should().notBeAnnotatedWith(ConfigProperty.class).check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ConfigProvider.class)
                .check(MAIN);
        noClasses().should().callMethod(System.class, "getenv", String.class).check(MAIN);
    }

    @Test
    void timeComesFromTheClockAndNobodySleeps() {
        noClasses().should().callMethod(Instant.class, "now").check(MAIN);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MAIN);
        classes()
                .that()
                .doNotHaveSimpleName("AuditWiring")
                .should()
                .onlyCallMethodsThat(describe(
                        "are not Clock.systemUTC",
                        called -> !(called.getOwner().isEquivalentTo(Clock.class)
                                && called.getName().equals("systemUTC"))))
                .check(MAIN);
    }

    @Test
    void nobodyThrowsTheGeneralExceptions() {
        noClasses()
                .should()
                .callConstructorWhere(describe(
                        "is a general exception",
                        call -> call.getTargetOwner().isEquivalentTo(RuntimeException.class)
                                && !call.getOriginOwner().isAssignableTo(RuntimeException.class)))
                .check(MAIN);
    }
}
