package dev.portolan.audit.spool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.portolan.audit.spool", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dependsOnTheJdkAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.portolan.audit.spool..");

    @ArchTest
    static final ArchRule onlyTheDiskTouchesFiles = classes()
            .that()
            .resideOutsideOfPackage("..disk..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("java.nio.file..", "java.nio.channels..");
}
