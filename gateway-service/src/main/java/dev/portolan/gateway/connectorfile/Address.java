package dev.portolan.gateway.connectorfile;

import dev.portolan.gateway.connectorfile.ConnectorSettings.Credential;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a connector is and how it is got at. */
public sealed interface Address {
    /**
     * Somewhere that speaks HTTP.
     *
     * @param url its MCP endpoint, absolute, http or https
     * @param credential how the gateway authenticates itself toward it
     * @param scope OAuth scopes to request for that, separated by spaces; empty if the credential needs none
     */
    record Endpoint(URI url, Credential credential, String scope) implements Address {}

    /**
     * A program that the gateway runs as a child process of its own and speaks to over its standard streams.
     *
     * @param command the program and its arguments, at least one; no shell reads them
     * @param directory where it runs, absolute; the gateway's own directory if empty
     * @param environment variables it gets besides the few that every child gets
     */
    record Command(List<String> command, Optional<Path> directory, Map<String, Value> environment) implements Address {
        public Command {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** Without words that may be secrets. */
        @Override
        public String toString() {
            return "Command[" + command.get(0) + "]";
        }
    }

    /** What a variable of a child's environment is. */
    sealed interface Value {
        /** Written in the file, for all to read who may read that. */
        record Plain(String text) implements Value {}

        /** What a file holds when the child is started, without the line's end. */
        record FromFile(Path file) implements Value {}

        /** The variable of that name of the gateway's own environment. */
        record FromVariable(String name) implements Value {}
    }
}
