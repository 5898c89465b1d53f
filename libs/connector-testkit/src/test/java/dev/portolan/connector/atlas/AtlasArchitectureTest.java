package dev.portolan.connector.atlas;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.portolan.connector.testkit.ConnectorArchitectureTest;

class AtlasArchitectureTest extends ConnectorArchitectureTest {
    @Override
    protected String rootPackage() {
        return "dev.portolan.connector.atlas";
    }

    /** This connector is itself a test. */
    @Override
    protected JavaClasses connector() {
        return new ClassFileImporter().importPackages(rootPackage());
    }
}
