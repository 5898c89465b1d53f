package dev.portolan.connector.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The rules of the house for the code of a connector. A connector extends it and names its root package. */
public abstract class ConnectorArchitectureTest {
    private static final Map<String, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

    /** For example {@code dev.portolan.connector.db}. */
    protected abstract String rootPackage();

    /** What the rules are held against: everything below the root package that is no test. */
    protected JavaClasses connector() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(rootPackage());
    }

    private JavaClasses imported() {
        JavaClasses imported = IMPORTED.computeIfAbsent(rootPackage(), root -> connector());
        if (imported.isEmpty()) {
            throw new AssertionError("no classes below " + rootPackage());
        }
        return imported;
    }

    private void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(imported());
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        holds(slices().matching(rootPackage() + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void packagesWithToolsDoNotKnowEachOther() {
        JavaClasses connector = imported();
        TreeSet<String> toolPackages = new TreeSet<>();
        for (JavaClass type : connector) {
            if (type.getSimpleName().endsWith("Tools")) {
                toolPackages.add(type.getPackageName());
            }
        }
        for (String tools : toolPackages) {
            String[] others =
                    toolPackages.stream().filter(p -> !p.equals(tools)).toArray(String[]::new);
            if (others.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(tools)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .check(connector);
            }
        }
    }

    @Test
    void onlyTheApiOfTheServerIsUsed() {
        holds(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.portolan.mcp.server.(*)..")
                .because("what lies below dev.portolan.mcp.server is not for connectors"));
    }

    @Test
    void itKnowsNoGatewayAndNoOtherService() {
        holds(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.portolan.gateway..", "dev.portolan.audit.."));
    }

    @Test
    void nothingIsNamedForWantOfAName() {
        for (String drawer : List.of("util", "utils", "common", "support", "helper", "misc", "base")) {
            holds(noClasses().should().resideInAPackage(".." + drawer + ".."));
        }
        holds(noClasses().should().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils"));
        for (String suffix : List.of("Helper", "Manager", "Impl", "Base")) {
            holds(noClasses().should().haveSimpleNameEndingWith(suffix));
        }
    }

    @Test
    void configurationComesByMappingsAndDependenciesByConstructors() {
        holds(GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION);
        holds(noClasses().should().dependOnClassesThat().areAssignableTo(ConfigProperty.class));
        holds(noClasses().should().dependOnClassesThat().areAssignableTo(ConfigProvider.class));
        holds(noClasses().should().callMethod(System.class, "getenv"));
        holds(noClasses().should().callMethod(System.class, "getenv", String.class));
    }

    @Test
    void timeComesFromAClock() {
        holds(noClasses().should().callMethod(Instant.class, "now"));
        holds(noClasses().should().callMethod(LocalDate.class, "now"));
        holds(noClasses().should().callMethod(LocalDateTime.class, "now"));
        holds(noClasses().should().callMethod(OffsetDateTime.class, "now"));
        holds(noClasses().should().callMethod(ZonedDateTime.class, "now"));
        holds(noClasses().should().callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void nobodySleeps() {
        holds(noClasses().should().callMethod(Thread.class, "sleep", long.class));
        holds(noClasses().should().callMethod(Thread.class, "sleep", long.class, int.class));
    }

    @Test
    void failuresHaveNamesAndGoToTheLog() {
        holds(GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
        holds(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        holds(GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
    }
}
