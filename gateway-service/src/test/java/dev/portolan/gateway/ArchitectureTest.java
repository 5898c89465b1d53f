package dev.portolan.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Package order is execution order, and the doors that matter are private. */
@AnalyzeClasses(packages = "dev.portolan.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.portolan.gateway.";

    @ArchTest
    static final ArchRule packagesDependInTheOrderOfExecution = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("call")
            .definedBy("..gateway.call..")
            .layer("pattern")
            .definedBy("..gateway.pattern..")
            .layer("spill")
            .definedBy("..gateway.spill..")
            .layer("naming")
            .definedBy("..gateway.naming..")
            .layer("view")
            .definedBy("..gateway.view..")
            .layer("catalog")
            .definedBy("..gateway.catalog..")
            .layer("policy")
            .definedBy("..gateway.policy..")
            .layer("rulefile")
            .definedBy("..gateway.rulefile..")
            .layer("reload")
            .definedBy("..gateway.reload..")
            .layer("screen")
            .definedBy("..gateway.screen..")
            .layer("audit")
            .definedBy("..gateway.audit..")
            .layer("change")
            .definedBy("..gateway.change..")
            .layer("listen")
            .definedBy("..gateway.listen..")
            .layer("viewfile")
            .definedBy("..gateway.viewfile..")
            .layer("credential")
            .definedBy("..gateway.credential..")
            .layer("connectorfile")
            .definedBy("..gateway.connectorfile..")
            .layer("transport")
            .definedBy("..gateway.transport..")
            .layer("line")
            .definedBy("..gateway.line..")
            .layer("child")
            .definedBy("..gateway.child..")
            .layer("oldsse")
            .definedBy("..gateway.oldsse..")
            .layer("speech")
            .definedBy("..gateway.speech..")
            .layer("upstream")
            .definedBy("..gateway.upstream..")
            .layer("identity")
            .definedBy("..gateway.identity..")
            .layer("pipeline")
            .definedBy("..gateway.pipeline..")
            .layer("session")
            .definedBy("..gateway.session..")
            .layer("stream")
            .definedBy("..gateway.stream..")
            .layer("resume")
            .definedBy("..gateway.resume..")
            .layer("revision")
            .definedBy("..gateway.revision..")
            .layer("relay")
            .definedBy("..gateway.relay..")
            .layer("edge")
            .definedBy("..gateway.edge..")
            .layer("socket")
            .definedBy("..gateway.socket..")
            .layer("httpsse")
            .definedBy("..gateway.httpsse..")
            .layer("httpserver")
            .definedBy("..gateway.httpserver..")
            .whereLayer("httpserver")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("httpsse")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("socket")
            .mayOnlyBeAccessedByLayers("httpsse")
            .whereLayer("edge")
            .mayOnlyBeAccessedByLayers("socket", "httpsse", "httpserver")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("edge")
            .whereLayer("stream")
            .mayOnlyBeAccessedByLayers("resume", "edge", "socket")
            .whereLayer("resume")
            .mayOnlyBeAccessedByLayers("edge", "socket")
            .whereLayer("relay")
            .mayOnlyBeAccessedByLayers("edge", "httpsse")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("stream", "resume", "relay", "edge", "socket")
            .whereLayer("identity")
            .mayOnlyBeAccessedByLayers("edge")
            .whereLayer("revision")
            .mayOnlyBeAccessedByLayers("speech", "edge")
            .whereLayer("rulefile")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("viewfile")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("reload")
            .mayOnlyBeAccessedByLayers("rulefile", "connectorfile", "viewfile", "change")
            .whereLayer("connectorfile")
            .mayOnlyBeAccessedByLayers("transport", "child", "oldsse", "speech", "upstream")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("line", "child", "oldsse", "speech", "upstream", "relay")
            .whereLayer("line")
            .mayOnlyBeAccessedByLayers("child", "oldsse")
            .whereLayer("oldsse")
            .mayOnlyBeAccessedByLayers("upstream")
            .whereLayer("child")
            .mayOnlyBeAccessedByLayers("upstream")
            .whereLayer("speech")
            .mayOnlyBeAccessedByLayers("upstream")
            .whereLayer("upstream")
            .mayOnlyBeAccessedByLayers("pipeline", "edge")
            .whereLayer("change")
            .mayOnlyBeAccessedByLayers("upstream")
            .whereLayer("listen")
            .mayOnlyBeAccessedByLayers("upstream", "pipeline", "stream", "edge")
            .whereLayer("credential")
            .mayOnlyBeAccessedByLayers("transport", "upstream", "audit")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers(
                    "change", "upstream", "pipeline", "stream", "resume", "edge", "socket", "httpsse", "httpserver")
            .whereLayer("screen")
            .mayOnlyBeAccessedByLayers("audit", "change", "upstream", "pipeline", "relay")
            .whereLayer("pattern")
            .mayOnlyBeAccessedByLayers("view", "policy", "rulefile")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("rulefile", "screen", "audit", "listen", "upstream", "pipeline", "edge")
            .whereLayer("spill")
            .mayOnlyBeAccessedByLayers("call", "screen", "transport", "upstream", "pipeline", "resume", "edge")
            .whereLayer("naming")
            .mayOnlyBeAccessedByLayers(
                    "view", "viewfile", "catalog", "screen", "change", "listen", "upstream", "pipeline", "edge")
            .whereLayer("view")
            .mayOnlyBeAccessedByLayers("viewfile", "catalog", "edge")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers(
                    "viewfile",
                    "policy",
                    "rulefile",
                    "screen",
                    "audit",
                    "change",
                    "listen",
                    "upstream",
                    "pipeline",
                    "edge");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.portolan.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule decidingIsPure = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "policy..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..",
                    ROOT + "call..",
                    ROOT + "catalog..",
                    ROOT + "pattern..",
                    ROOT + "policy..",
                    "dev.portolan.mcp..",
                    "org.jspecify..",
                    "org.jboss.logging..");

    @ArchTest
    static final ArchRule decidingDoesNotWait = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "call..",
                    ROOT + "revision..",
                    ROOT + "pattern..",
                    ROOT + "naming..",
                    ROOT + "view..",
                    ROOT + "catalog..",
                    ROOT + "policy..",
                    ROOT + "screen..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.smallrye.mutiny..", "io.vertx..", "io.quarkus..");

    @ArchTest
    static final ArchRule onlyTheStepThatEarnsAStateMakesIt = constructors()
            .that()
            .areDeclaredIn(ROOT + "catalog.RoutedCall")
            .or()
            .areDeclaredIn(ROOT + "policy.PermittedCall")
            .or()
            .areDeclaredIn(ROOT + "audit.AdmittedCall")
            .or()
            .areDeclaredIn(ROOT + "screen.ScreenedReply")
            .or()
            .areDeclaredIn(ROOT + "audit.Answer")
            .should()
            .notBePublic()
            .andShould()
            .notBeProtected();

    @ArchTest
    static final ArchRule noJunkDrawers = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..support..", "..helper..", "..misc..", "..base..");

    @ArchTest
    static final ArchRule noVagueNames =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Base)$");

    @ArchTest
    static final ArchRule dependenciesComeThroughConstructors =
            fields().should().notBeAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule configurationIsMapped = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.microprofile.config.inject.ConfigProperty")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule theGatewayKnowsNoConnector =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.portolan.connector..");

    @ArchTest
    static final ArchRule nounsAreFinal = classes()
            .that()
            .resideInAPackage(ROOT + "call")
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}
