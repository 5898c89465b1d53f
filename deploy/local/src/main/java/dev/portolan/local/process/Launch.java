package dev.portolan.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started. Secrets go into the environment, never into the command, which every user of the machine
 * can list.
 *
 * @param command the program and its arguments
 * @param environment all variables it gets; nothing else is inherited
 * @param directory where it runs
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory) {

    /** Keeps own copies. */
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Names of variables only: values may be secrets. */
    @Override
    public String toString() {
        return "Launch[" + command + ", environment " + environment.keySet() + ", in " + directory + "]";
    }
}
