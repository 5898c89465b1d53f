package dev.portolan.gateway.connectorfile;

import dev.portolan.gateway.connectorfile.ConnectorSettings.Credential;
import dev.portolan.gateway.reload.YamlMapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of an entry that say where a connector is: a URL, or a command. */
final class AddressFormat {
    /** All keys that are read here. */
    static final List<String> KEYS = List.of("url", "credential", "scope", "command", "directory", "env");

    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private AddressFormat() {}

    static Optional<Address> read(YamlMapping entry) {
        if (entry.has("command")) {
            List.of("url", "credential", "scope").forEach(key -> useless(entry, key, "with command"));
            return command(entry).map(Address.class::cast);
        }
        entry.require("url", "write the URL of its MCP endpoint, or command if it is a program to run");
        List.of("directory", "env").forEach(key -> useless(entry, key, "without command"));
        Credential credential = credential(entry);
        String scope = scope(entry, credential);
        return url(entry).map(url -> new Address.Endpoint(url, credential, scope));
    }

    private static void useless(YamlMapping entry, String key, String why) {
        if (entry.has(key)) {
            entry.fault(key, "is of no use " + why + "; leave one of them out");
        }
    }

    /** The URL is not shown in faults: it may hold a password. */
    private static Optional<URI> url(YamlMapping entry) {
        Optional<String> text = entry.text("url");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text.get());
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
                entry.fault("url", "must be like http://host:port/mcp or https://host/mcp");
            } else if (url.getRawUserInfo() != null) {
                entry.fault("url", "must not hold a user or password; use credential");
            } else if (url.getRawQuery() != null || url.getRawFragment() != null) {
                entry.fault("url", "must not have a query or fragment; end it before '?' and '#'");
            }
            return Optional.of(url);
        } catch (URISyntaxException e) {
            entry.fault("url", "is not a URL; write one like http://host:port/mcp");
            return Optional.empty();
        }
    }

    private static Credential credential(YamlMapping entry) {
        return switch (entry.text("credential").orElse("none")) {
            case "none" -> Credential.NONE;
            case "client-credentials" -> Credential.CLIENT_CREDENTIALS;
            default -> {
                entry.fault("credential", "must be none or client-credentials");
                yield Credential.NONE;
            }
        };
    }

    private static String scope(YamlMapping entry, Credential credential) {
        Optional<String> scope = entry.text("scope");
        if (scope.isPresent() && !SCOPE.matcher(scope.get()).matches()) {
            entry.fault("scope", "must be OAuth scopes separated by single spaces");
        }
        if (credential == Credential.CLIENT_CREDENTIALS) {
            entry.require("scope", "write the scope whose token has the connector as its audience");
        } else if (entry.has("scope")) {
            entry.fault("scope", "is of no use without credential: client-credentials; add that or leave it out");
        }
        return scope.orElse("");
    }

    /** Arguments and values are not shown in faults: they may be secrets. */
    private static Optional<Address.Command> command(YamlMapping entry) {
        List<String> words = entry.words("command");
        if (words.stream().anyMatch(AddressFormat::isUnsayable)) {
            entry.fault("command", "has a character U+0000, which no program can be given; leave it out");
        }
        Optional<Path> directory = absolute(entry, "directory");
        Map<String, Address.Value> environment = new HashMap<>();
        entry.mapping("env").ifPresent(env -> env.keys().forEach(name -> {
            if (!VARIABLE.matcher(name).matches()) {
                env.fault(name, "cannot be the name of a variable; use letters, digits and '_'");
            }
            value(env, name).ifPresent(value -> environment.put(name, value));
        }));
        return words.isEmpty() ? Optional.empty() : Optional.of(new Address.Command(words, directory, environment));
    }

    private static boolean isUnsayable(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static Optional<Address.Value> value(YamlMapping env, String name) {
        if (!env.isMapping(name)) {
            Optional<String> text = env.scalar(name);
            if (text.filter(AddressFormat::isUnsayable).isPresent()) {
                env.fault(name, "has a character U+0000, which no program can be given; leave it out");
            }
            return text.map(Address.Value.Plain::new);
        }
        YamlMapping reference = env.mapping(name).orElseThrow().only("file", "variable");
        if (reference.has("file") == reference.has("variable")) {
            env.fault(name, "must be text, or {file: …} or {variable: …}");
            return Optional.empty();
        }
        return reference.has("file")
                ? absolute(reference, "file").map(Address.Value.FromFile::new)
                : reference.text("variable").map(Address.Value.FromVariable::new);
    }

    private static Optional<Path> absolute(YamlMapping mapping, String key) {
        Optional<String> text = mapping.text(key);
        try {
            Optional<Path> path = text.map(Path::of).filter(Path::isAbsolute);
            if (text.isPresent() && path.isEmpty()) {
                mapping.fault(key, "must be an absolute path");
            }
            return path;
        } catch (InvalidPathException e) {
            mapping.fault(key, "must be an absolute path");
            return Optional.empty();
        }
    }
}
