package dev.portolan.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.process.Launch;
import dev.portolan.local.process.LogFile;
import dev.portolan.local.process.OneShot;
import dev.portolan.local.process.ProcessIdentity;
import dev.portolan.local.process.ServiceSpec;
import dev.portolan.local.process.StopSignal;
import dev.portolan.local.process.Work;
import dev.portolan.local.report.LaunchFailure;
import dev.portolan.local.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supervises real processes: small shell scripts that say "up" in a file when they are ready. */
class SupervisorTest {

    private static final Duration RESTART_AFTER = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private StateFile stateFile;
    private Supervisor supervisor;

    @BeforeEach
    void stateFile() {
        stateFile = new StateFile(directory.resolve("state.json"));
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void partsAreStartedAfterWhatTheyNeedAndStoppedInReverse() {
        // given
        supervise(stays("gateway").after(Set.of("postgres")), stays("postgres"));

        // when
        supervisor.start();
        supervisor.markRunning();
        RunState running = stateFile.read().orElseThrow();
        supervisor.stop();

        // then
        assertThat(running.isReady()).isTrue();
        assertThat(running.services()).extracting(ServiceState::id).containsExactly("postgres", "gateway");
        assertThat(output()).containsSubsequence("postgres", "ready", "gateway", "ready");
        assertThat(output().substring(output().indexOf("stopping"))).containsSubsequence("stopping", "postgres");
        assertThat(output().indexOf("gateway                    stopping"))
                .isLessThan(output().indexOf("postgres                   stopping"));
        assertThat(running.services())
                .allSatisfy(each -> assertThat(each.process().flatMap(ProcessIdentity::find))
                        .isEmpty());
    }

    @Test
    void aPartThatEndsBeforeItIsReadyIsReportedWithItsStatusAndLastError() {
        // given
        supervise(part("audit", "echo 'ERROR the disk melted'; exit 7"));

        // then
        assertThatThrownBy(supervisor::start)
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("audit ended by itself with status 7")
                .hasMessageContaining("ERROR the disk melted")
                .hasMessageContaining("./portolan logs audit");
    }

    @Test
    void aPartThatIsNeverReadyIsReportedAfterABoundedWait() {
        // given
        supervise(part("audit", "exec sleep 600"));

        // then
        assertThatThrownBy(supervisor::start)
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("audit was not ready within 2 s");
    }

    @Test
    void aPartThatCrashesLaterIsRestartedAndReported() {
        // given
        supervise(stays("audit"));
        supervisor.start();
        ProcessIdentity first = process();

        // when
        first.find().orElseThrow().destroyForcibly();

        // then
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            ServiceState audit = audit();
            assertThat(audit.status()).isEqualTo(ServiceStatus.READY);
            assertThat(audit.restarts()).isEqualTo(1);
            assertThat(audit.process()).isNotEqualTo(Optional.of(first));
        });
        Awaitility.await()
                .untilAsserted(() -> assertThat(output()).contains("crashed, starts again in", "ready again"));
    }

    @Test
    void aPartThatKeepsCrashingIsGivenUpWhileTheRestRuns() {
        // given: becomes ready, then ends; from the second start on at once
        supervise(
                part("audit", "if [ -e once ]; then exit 3; fi; touch once audit.up; sleep 0.3; rm audit.up; exit 3"),
                stays("gateway"));

        // when
        supervisor.start();
        supervisor.markRunning();

        // then
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(audit().status())
                .isEqualTo(ServiceStatus.FAILED));
        assertThat(audit().problem().orElseThrow()).contains("status 3");
        Awaitility.await().untilAsserted(() -> assertThat(output()).contains("GIVEN UP after 5 crashes"));
        assertThat(stateFile
                        .read()
                        .orElseThrow()
                        .service("gateway")
                        .orElseThrow()
                        .status())
                .isEqualTo(ServiceStatus.READY);
    }

    @Test
    void stoppingEndsAPreparationThatIsStillRunning() {
        // given
        Launch sleep =
                new Launch(List.of("sh", "-c", "echo $$; exec sleep 600"), Map.of("PATH", "/usr/bin:/bin"), directory);
        LogFile log = new LogFile(directory.resolve("building.log"));
        ServiceSpec spec = stays("keycloak");
        supervise(new ServiceSpec(
                "keycloak",
                Set.of(),
                List.of(),
                steps -> OneShot.run("building", List.of(), sleep, log, Duration.ofMinutes(5)),
                spec.launch(),
                spec.probe(),
                spec.readyWithin(),
                Work.NONE,
                StopSignal.TERM));
        CompletableFuture<Void> starting = CompletableFuture.runAsync(supervisor::start);
        Awaitility.await().untilAsserted(() -> assertThat(log.tail(0)).isNotEmpty());
        long building = Long.parseLong(log.tail(0).get(0));

        // when
        supervisor.stop();

        // then
        assertThat(ProcessHandle.of(building).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(starting).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void whatASupervisorLeftBehindIsEndedByItsStateFile() {
        // given
        supervise(stays("audit"));
        supervisor.start();
        RunState left = stateFile.read().orElseThrow();
        assertThat(process().find()).isPresent();

        // when
        int ended = Leftovers.end(left, id -> {});

        // then
        assertThat(ended).isEqualTo(1);
        assertThat(process().find()).isEmpty();
    }

    private ServiceState audit() {
        return stateFile.read().orElseThrow().service("audit").orElseThrow();
    }

    private ProcessIdentity process() {
        return audit().process().orElseThrow();
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void supervise(ServiceSpec... specs) {
        RunDescription run =
                new RunDescription(stateFile, directory, List.of(), 7400, "http://localhost:7480", RESTART_AFTER);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        supervisor = new Supervisor(List.of(specs), run, new Progress(out, Clock.systemUTC()), Clock.systemUTC());
    }

    private ServiceSpec stays(String id) {
        return part(id, "touch " + id + ".up; exec sleep 600");
    }

    private ServiceSpec part(String id, String script) {
        Launch launch = new Launch(List.of("sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), directory);
        return ServiceSpec.of(
                id, List.of(), () -> launch, () -> Files.exists(directory.resolve(id + ".up")), Duration.ofSeconds(2));
    }
}
