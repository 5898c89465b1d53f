package dev.portolan.crash;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that lives one {@link Life}. */
final class Child {
    private static final long PATIENCE_MILLIS = 6_000;
    private static final long MOMENT_MILLIS = 25;

    private final Life life;
    private final Process process;
    private final BufferedReader said;

    private Child(Life life, Process process) {
        this.life = life;
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Starts it; what it complains of goes to a file. */
    static Child start(SharedClasses classes, Class<?> main, Life life, File complaints, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Xmx160m",
                "-Dvertx.disableFileCPResolving=true",
                "-Dvertx.disableDnsResolver=true"));
        command.addAll(classes.options(main));
        command.addAll(arguments);
        command.addAll(life.arguments());
        return new Child(
                life,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(complaints))
                        .start());
    }

    /** Where it listens, once it does; 0 if it died before. */
    int port() throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("up ")) {
                return Integer.parseInt(line.substring(3));
            }
        }
        return 0;
    }

    /** Waits until it has died; helps if it does not come by the place where it should. Returns where it died. */
    CrashPoint death() throws InterruptedException {
        return death(PATIENCE_MILLIS);
    }

    /** The same with this patience. */
    CrashPoint death(long patienceMillis) throws InterruptedException {
        boolean random = life.point() == CrashPoint.RANDOM;
        boolean ended = process.waitFor(random ? life.nth() * MOMENT_MILLIS : patienceMillis, TimeUnit.MILLISECONDS);
        kill();
        boolean refused = process.exitValue() == CrashPoint.NOT_UP && life.disk() != Life.DiskKind.PLAIN;
        if (ended && process.exitValue() != CrashPoint.EXIT && !refused) {
            throw new AssertionError("ended by itself with " + process.exitValue() + ": " + life);
        }
        return ended && !refused ? life.point() : CrashPoint.RANDOM;
    }

    /** Asks it to end, and waits until it has. */
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
