package dev.portolan.local.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/** One line of a log, for people: our services write JSON (quarkus-logging-json), PostgreSQL and others plain text. */
final class LogLine {

    private static final int CHARACTERS = 300;
    /** Deeper chains of causes are not looked into. */
    private static final int CAUSES = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLine() {}

    /** Whether the line speaks of an error. */
    static boolean isError(String line) {
        if (line.startsWith("{")) {
            return line.contains("\"level\":\"ERROR\"") || line.contains("\"level\":\"FATAL\"");
        }
        String text = line.toLowerCase(Locale.ROOT);
        return text.contains("error")
                || text.contains("fatal")
                || text.contains("panic")
                || text.contains("exception")
                || text.contains("no space left");
    }

    /**
     * The line without what only machines read: of JSON the message and the innermost cause.
     *
     * @param line a line
     * @return at most about 300 characters
     */
    static String readable(String line) {
        String text = line.startsWith("{") ? ofJson(line) : line;
        return text.length() > CHARACTERS ? text.substring(0, CHARACTERS) + " …" : text;
    }

    private static String ofJson(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            String message = json.path("message").asText(line);
            JsonNode exception = json.path("exception");
            for (int depth = 0;
                    depth < CAUSES && exception.at("/causedBy/exception").isObject();
                    depth++) {
                exception = exception.at("/causedBy/exception");
            }
            return exception.isObject()
                    ? message + ": " + exception.path("exceptionType").asText() + ": "
                            + exception.path("message").asText()
                    : message;
        } catch (JsonProcessingException e) {
            return line;
        }
    }
}
