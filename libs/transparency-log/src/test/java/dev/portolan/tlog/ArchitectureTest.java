package dev.portolan.tlog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portolan.tlog");

    @Test
    void dependsOnTheJdkAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.portolan.tlog..")
                .check(MAIN);
    }

    /** What a log is does not depend on how one is carried away and checked. */
    @Test
    void formatsDoNotKnowBundles() {
        noClasses()
                .that()
                .resideInAPackage("dev.portolan.tlog")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.portolan.tlog.bundle")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void knowsNoTime() {
        noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Instant.class)
                .check(MAIN);
    }
}
