package dev.portolan.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./portolan}, run as a process on a state directory and ports of its own. */
public final class Launcher {
    /** What a command printed and how it ended. */
    public record Ran(int exitCode, String output) {}

    private static final Path ROOT = Path.of(System.getProperty("portolan.root"));
    private static final Path WORK = Path.of(System.getProperty("portolan.work"));

    private final int portBase;
    private final Path state;

    public Launcher(int portBase, String state) {
        this.portBase = portBase;
        this.state = WORK.resolve(state);
    }

    public int port(int offset) {
        return portBase + offset;
    }

    public Path state() {
        return state;
    }

    /** Runs a command to its end. */
    public Ran run(Duration atMost, String... arguments) {
        // The modules are packaged by the build this test is part of, so the script has nothing to build.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dportolan.root=" + ROOT,
                "-cp",
                ROOT.resolve("deploy/local/target/portolan-local.jar").toString(),
                "dev.portolan.local.command.PortolanCommand"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(Files.createDirectories(WORK), "portolan-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("GITHUB_") || name.startsWith("DB_"));
            environment.put("PORTOLAN_PORT_BASE", Integer.toString(portBase));
            environment.put("PORTOLAN_STATE", state.toString());
            environment.put("GATEWAY_HTTP_SSE_ENABLED", "true");
            if (arguments[0].equals("up")) {
                // no service lives long enough here for the slower compiler to pay
                environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
            }
            Process process = builder.start();
            if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", arguments) + " did not end within " + atMost + ":\n"
                        + Files.readString(output, StandardCharsets.UTF_8));
            }
            return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
