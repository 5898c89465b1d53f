package dev.portolan.local.postgres;

import dev.portolan.local.installation.Platform;
import dev.portolan.local.installation.Secrets;
import dev.portolan.local.installation.StateDirectory;
import dev.portolan.local.process.Launch;
import dev.portolan.local.process.LogFile;
import dev.portolan.local.process.OneShot;
import dev.portolan.local.process.ServiceSpec;
import dev.portolan.local.process.Steps;
import dev.portolan.local.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** PostgreSQL as a part of the suite. Its data directory is kept, and nothing that protects it is switched off. */
public final class PostgresServer {

    /** The part's name. */
    public static final String ID = "postgres";

    private static final Duration INITDB_BOUND = Duration.ofMinutes(1);
    /** Crash recovery of a small database takes seconds; a minute is for slow disks. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);

    /** Durability stays on; texts of failed statements stay out of the log, they may hold data. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "password_encryption=scram-sha-256",
            "max_connections=80",
            "shared_buffers=64MB",
            "log_statement=none",
            "log_min_error_statement=panic",
            "log_line_prefix=%m [%p] %q%u@%d ");

    private final StateDirectory state;
    private final Platform platform;
    private final Secrets secrets;
    private final Databases databases;
    private final int port;

    /**
     * A server in a state directory.
     *
     * @param state where binaries and data are kept
     * @param platform which binaries, and how not to be root
     * @param secrets holds the roles' passwords
     * @param port where it listens on 127.0.0.1
     */
    public PostgresServer(StateDirectory state, Platform platform, Secrets secrets, int port) {
        this.state = state;
        this.platform = platform;
        this.secrets = secrets;
        this.port = port;
        this.databases = new Databases(port, secrets);
    }

    /** The databases in it. */
    public Databases databases() {
        return databases;
    }

    /** The server as a part of the suite. */
    public ServiceSpec spec() {
        return new ServiceSpec(
                ID,
                Set.of(),
                List.of(port),
                this::prepare,
                this::launch,
                databases::answers,
                READY_WITHIN,
                databases::create,
                StopSignal.INT);
    }

    private void prepare(Steps steps) throws IOException, InterruptedException {
        Files.createDirectories(state.postgres());
        PostgresBinaries binaries = binaries();
        if (!binaries.areUnpacked()) {
            steps.step("unpacking");
            binaries.unpack();
        }
        if (!Files.isDirectory(data())) {
            steps.step("making an empty data directory");
            initdb();
        }
    }

    private void initdb() throws IOException, InterruptedException {
        Path fresh = state.postgres().resolve("data.new");
        PostgresBinaries.deleteTree(fresh);
        secrets.password(Databases.SUPERUSER);
        List<String> command = new ArrayList<>(platform.withoutRoot());
        command.addAll(List.of(
                binaries().program("initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + Databases.SUPERUSER,
                "--pwfile=" + state.secrets().resolve(Databases.SUPERUSER),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // the same order of texts on every machine, whatever locales it has
                "--locale-provider=builtin",
                "--locale=C.UTF-8"));
        LogFile log = new LogFile(state.logs().resolve("initdb.log"));
        OneShot.run("initdb", platform.ownSession(), launch(command), log, INITDB_BOUND);
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Launch launch() {
        List<String> command = new ArrayList<>(platform.withoutRoot());
        command.addAll(List.of(
                binaries().program("postgres").toString(), "-D", data().toString(), "-p", String.valueOf(port)));
        SETTINGS.stream().flatMap(setting -> Stream.of("-c", setting)).forEach(command::add);
        return launch(command);
    }

    private Launch launch(List<String> command) {
        return new Launch(command, Map.of("LC_ALL", "C", "PATH", "/usr/bin:/bin", "TZ", "UTC"), state.postgres());
    }

    private PostgresBinaries binaries() {
        return PostgresBinaries.find(platform.postgresArchive(), state.postgres())
                .orElseThrow(platform::unsupported);
    }

    private Path data() {
        return state.postgres().resolve("data");
    }
}
