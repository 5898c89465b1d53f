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

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portolan.audit.event");

    @Test
    void dependsOnTheJdkAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.portolan.audit.event")
                .check(MAIN);
    }

    /** Ten of the event, and canonical JSON (decision 0010). */
    @Test
    void showsAtMostElevenTypes() {
        long shown = MAIN.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat(shown).isBetween(1L, 11L);
    }

    @Test
    void takesTheTimeFromAnInjectedClock() {
        noClasses().should().callMethod(Clock.class, "systemUTC").check(MAIN);
        noClasses().should().callMethod(java.time.Instant.class, "now").check(MAIN);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
    }
}
