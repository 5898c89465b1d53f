package dev.portolan.local.keycloak;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.Ports;
import dev.portolan.local.installation.Secrets;
import dev.portolan.local.process.HttpProbe;
import dev.portolan.local.process.Launch;
import dev.portolan.local.process.LogFile;
import dev.portolan.local.process.OneShot;
import dev.portolan.local.process.ServiceSpec;
import dev.portolan.local.process.Steps;
import dev.portolan.local.process.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Keycloak as a part of the suite: built once, the realm imported when it is new or has changed. */
public final class KeycloakServer {

    /** The part's name. */
    public static final String ID = "keycloak";

    /** Says with which options a distribution was built. */
    private static final String BUILT = "built-for-portolan";

    private static final Duration BUILD_BOUND = Duration.ofMinutes(6);
    private static final Duration IMPORT_BOUND = Duration.ofMinutes(4);
    /** Measured 9 s on two idle cores, 21 s when it makes its schema; the rest is for busy machines. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private final Installation installation;
    private final KeycloakDistribution distribution;
    private final KeycloakCommand command;
    private final Secrets secrets;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile boolean importAtStart;

    /**
     * The server of an installation.
     *
     * @param installation where distribution and data are kept, and where it and the gateway listen
     * @param command how Keycloak is called
     * @param secrets holds the gateway's client secret
     */
    public KeycloakServer(Installation installation, KeycloakCommand command, Secrets secrets) {
        this.installation = installation;
        this.distribution = new KeycloakDistribution(
                installation.project().keycloakArchive(), installation.state().keycloak());
        this.command = command;
        this.secrets = secrets;
    }

    /**
     * The issuer of its tokens.
     *
     * @param ports where it listens
     * @return the realm's URL
     */
    public static String issuer(Ports ports) {
        return "http://localhost:" + ports.identity() + "/realms/" + RealmTemplate.REALM;
    }

    /**
     * The secret the gateway shows as client {@code portolan-gateway}.
     *
     * @param secrets of this installation
     * @return the secret
     */
    public static String gatewaySecret(Secrets secrets) {
        return secrets.password("gateway-client");
    }

    /** The server as a part of the suite. */
    public ServiceSpec spec() {
        Ports ports = installation.ports();
        URI ready = URI.create("http://localhost:" + ports.identityManagement() + "/health/ready");
        return new ServiceSpec(
                ID,
                Set.of(),
                List.of(ports.identity(), ports.identityManagement()),
                this::prepare,
                this::launch,
                new HttpProbe(http, ready),
                READY_WITHIN,
                this::rememberRealm,
                StopSignal.TERM);
    }

    private void prepare(Steps steps) throws IOException, InterruptedException {
        installation.project().requireBuilt(installation.project().keycloakArchive());
        Files.createDirectories(installation.state().keycloak());
        Path home = distribution.home();
        Path shared = Files.createDirectories(installation.project().keycloakOptimized());
        Path optimized = shared.resolve(home.getFileName());
        // Installations of one checkout that start at a time: one builds, the others wait and copy.
        try (FileChannel lock = FileChannel.open(shared.resolve("lock"), CREATE, WRITE)) {
            lock.lock();
            unpackAndBuild(home, optimized, steps);
        }
        prepareRealm(home, steps);
    }

    private void unpackAndBuild(Path home, Path optimized, Steps steps) throws IOException, InterruptedException {
        if (!Files.isDirectory(home)) {
            steps.step("unpacking " + home.getFileName());
            if (isBuilt(optimized)) {
                KeycloakDistribution.copy(optimized, home);
            } else {
                distribution.unpack();
            }
        }
        if (!isBuilt(home)) {
            boolean untouched = !Files.exists(importedDigest(home));
            steps.step("building its optimized form, once (20 to 60 s)");
            run("keycloak build", command.build(home), BUILD_BOUND);
            Files.writeString(home.resolve(BUILT), KeycloakCommand.BUILD_OPTIONS);
            if (untouched && !Files.exists(optimized)) {
                KeycloakDistribution.copy(home, optimized);
            }
        }
    }

    private static boolean isBuilt(Path home) throws IOException {
        Path built = home.resolve(BUILT);
        return Files.exists(built) && Files.readString(built).equals(KeycloakCommand.BUILD_OPTIONS);
    }

    private void prepareRealm(Path home, Steps steps) throws IOException, InterruptedException {
        RealmTemplate realm = realm();
        Path file = home.resolve("data/import/realm.json");
        Files.createDirectories(file.getParent());
        Secrets.write(file, realm.json());
        Path imported = importedDigest(home);
        importAtStart = !Files.exists(imported);
        if (!importAtStart && !Files.readString(imported).equals(realm.digest())) {
            steps.step("importing the changed realm (about 15 s)");
            run(
                    "keycloak import",
                    command.importRealm(home, file, installation.ports().identityManagement()),
                    IMPORT_BOUND);
            Files.writeString(imported, realm.digest());
        }
    }

    private void rememberRealm(Steps steps) throws IOException {
        Files.writeString(importedDigest(distribution.home()), realm().digest());
        importAtStart = false;
    }

    private Launch launch() {
        try {
            return command.start(
                    distribution.home(), installation.ports(), secrets.password("keycloak-admin"), importAtStart);
        } catch (IOException e) {
            throw dev.portolan.local.report.LaunchFailure.io("starting Keycloak", e);
        }
    }

    private RealmTemplate realm() throws IOException {
        return RealmTemplate.render(
                "http://localhost:" + installation.ports().gateway() + "/mcp", gatewaySecret(secrets));
    }

    private static Path importedDigest(Path home) {
        return home.resolve("data/imported-realm.sha256");
    }

    private void run(String name, Launch launch, Duration bound) throws IOException, InterruptedException {
        LogFile log = new LogFile(installation.state().logs().resolve("keycloak-build.log"));
        OneShot.run(name, command.ownSession(), launch, log, bound);
    }
}
