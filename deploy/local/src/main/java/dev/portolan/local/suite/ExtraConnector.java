package dev.portolan.local.suite;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Another MCP server to federate, given as {@code --connector id=url} or {@code --connector id=stdio:command}.
 *
 * @param id its name in the gateway: {@code [a-z][a-z0-9-]{0,20}}, neither github nor db
 * @param where its Streamable HTTP endpoint, http or https, or {@code stdio:} and the words of a command
 */
public record ExtraConnector(String id, String where) {

    private static final String STDIO = "stdio:";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,20}");
    private static final Set<String> TAKEN = Set.of("github", "db");

    /**
     * Reads the option's value.
     *
     * @param option e.g. {@code files=http://localhost:9000/mcp}
     * @return the connector
     * @throws LaunchFailure if id or URL are not as they must be
     */
    public static ExtraConnector parse(String option) {
        int equals = option.indexOf('=');
        if (equals < 1) {
            throw refusal(option, "write it as id=url or id=stdio:command, e.g. files=http://localhost:9000/mcp");
        }
        String id = option.substring(0, equals);
        if (!ID.matcher(id).matches()) {
            throw refusal(option, "the id must be 1 to 21 of a-z, 0-9 and -, beginning with a letter");
        }
        if (TAKEN.contains(id)) {
            throw refusal(option, "the id " + id + " is taken by one of our own connectors");
        }
        String where = option.substring(equals + 1);
        if (where.startsWith(STDIO)) {
            if (where.substring(STDIO.length()).isBlank()) {
                throw refusal(option, "a program must follow " + STDIO);
            }
            return new ExtraConnector(id, where);
        }
        return new ExtraConnector(id, url(option, where).toString());
    }

    /** How connectors.yaml says where it is. Words are what is between spaces; no shell reads them. */
    String entry() {
        if (!where.startsWith(STDIO)) {
            return "url: " + quoted(where);
        }
        return Arrays.stream(where.substring(STDIO.length()).strip().split("\\s+"))
                .map(ExtraConnector::quoted)
                .collect(Collectors.joining(", ", "command: [", "]"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static URI url(String option, String text) {
        try {
            URI url = new URI(text);
            if (url.getRawQuery() != null || url.getRawFragment() != null) {
                throw refusal(option, "the URL must end before ? and #");
            }
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw refusal(option, "the URL is malformed");
        }
        throw refusal(option, "the URL must be http:// or https:// with a host and without credentials");
    }

    private static LaunchFailure refusal(String option, String why) {
        return new LaunchFailure(ExitCode.USAGE, "--connector " + option + " cannot be used: " + why + ".");
    }
}
