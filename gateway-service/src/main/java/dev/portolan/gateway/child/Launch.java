package dev.portolan.gateway.child;

import dev.portolan.gateway.connectorfile.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Starts the program of a command: without a shell, and with an environment of its own. */
final class Launch {
    /** What each child gets of the gateway's environment, where it is there; the rest may be secrets. */
    private static final Set<String> EVERYBODYS =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private static final int LONGEST_VALUE = 64 * 1024;

    private final Address.Command command;

    Launch(Address.Command command) {
        this.command = command;
    }

    /** A new process; its secrets are read anew. Blocks for as long as that takes. */
    Process start() throws CannotStart {
        ProcessBuilder builder = new ProcessBuilder(command.command());
        command.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        // It begins as a copy of the gateway's own.
        Map<String, String> environment = builder.environment();
        Map<String, String> named = named(Map.copyOf(environment));
        environment.keySet().retainAll(EVERYBODYS);
        environment.putAll(named);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CannotStart("cannot be started: is there such a program, and such a directory, and may the"
                    + " gateway's user run it there?");
        }
    }

    private Map<String, String> named(Map<String, String> gateways) throws CannotStart {
        Map<String, String> named = new HashMap<>();
        for (Map.Entry<String, Address.Value> variable : command.environment().entrySet()) {
            named.put(variable.getKey(), value(variable.getKey(), variable.getValue(), gateways));
        }
        return named;
    }

    private static String value(String name, Address.Value value, Map<String, String> gateways) throws CannotStart {
        if (value instanceof Address.Value.Plain plain) {
            return plain.text();
        }
        if (value instanceof Address.Value.FromFile from) {
            return content(name, from.file());
        }
        String variable = ((Address.Value.FromVariable) value).name();
        String found = gateways.get(variable);
        if (found == null) {
            throw new CannotStart("is not started: env." + name + " names " + variable
                    + ", which is not in the gateway's own environment");
        }
        return found;
    }

    private static String content(String name, Path file) throws CannotStart {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_VALUE + 1);
            String text = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            if (bytes.length <= LONGEST_VALUE && text.indexOf('\0') < 0) {
                return text;
            }
        } catch (IOException e) {
            throw new CannotStart("is not started: the file that env." + name + " names cannot be read");
        }
        throw new CannotStart("is not started: the file that env." + name + " names is longer than " + LONGEST_VALUE
                + " bytes, or no text");
    }
}
