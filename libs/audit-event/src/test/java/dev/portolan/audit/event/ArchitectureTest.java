package dev.portolan.audit.event;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String CRYPTO = "org.bouncycastle.crypto..";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portolan.audit.event");

    @Test
    void theEventDependsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.portolan.audit.event")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.portolan.audit.event")
                .check(MAIN);
    }

    /** The one thing the JDK has not: HPKE (decision 0022). */
    @Test
    void sealingTakesAKeyAgreementAndNothingElseFromAnotherLibrary() {
        classes()
                .that()
                .resideInAPackage("dev.portolan.audit.event.seal")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", "dev.portolan.audit.event..", CRYPTO)
                .check(MAIN);
    }

    @Test
    void countingDependsOnTheEventAlone() {
        classes()
                .that()
                .resideInAPackage("dev.portolan.audit.event.flood")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "dev.portolan.audit.event", "dev.portolan.audit.event.flood")
                .check(MAIN);
    }

    /** Ten of the event, canonical JSON (decision 0010), and the bounds of texts (decision 0022). */
    @Test
    void theEventShowsAtMostTwelveTypes() {
        assertThat(shown("dev.portolan.audit.event")).isBetween(1L, 12L);
    }

    @Test
    void sealingShowsAtMostSevenTypes() {
        assertThat(shown("dev.portolan.audit.event.seal")).isBetween(1L, 7L);
    }

    private static long shown(String of) {
        return MAIN.stream()
                .filter(type -> type.getPackageName().equals(of))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
    }

    @Test
    void takesTheTimeFromAnInjectedClock() {
        noClasses().should().callMethod(Clock.class, "systemUTC").check(MAIN);
        noClasses().should().callMethod(java.time.Instant.class, "now").check(MAIN);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
    }
}
