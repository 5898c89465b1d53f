package dev.portolan.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Records in the Open Cybersecurity Schema Framework, version 1.8.0, class API Activity (6003). Most of the mapping is
 * a table, {@code ocsf-1.8.0.txt}; here is what has to be decided.
 */
final class Ocsf {

    static final int CLASS = 6003;

    private static final int CATEGORY = 6;
    private static final int READ = 2;
    private static final int OTHER = 99;

    private static final List<Mapping> TABLE = table();

    /** What is read is known from the method; what a tool does is not on record. */
    private static final Map<String, String> OTHER_ACTIVITIES =
            Map.of("tools/call", "Call a tool", "completion/complete", "Complete");

    private Ocsf() {}

    static ObjectNode of(ExportedRecord record) {
        JsonNode event = record.event();
        ObjectNode ocsf = JsonNodeFactory.instance.objectNode();
        TABLE.forEach(mapping -> mapping.apply(event, ocsf));
        classify(event, ocsf);
        status(event, ocsf);
        ocsf.put("time", Instant.parse(event.path("occurred_at").asText()).toEpochMilli());
        ObjectNode metadata = ocsf.withObject("/metadata");
        metadata.put("version", "1.8.0").put("logged_time", record.ingestedAt().toEpochMilli());
        metadata.putArray("profiles").add("security_control").add("trace");
        metadata.putObject("product").put("name", "Portolan").put("vendor_name", "Portolan");
        parties(event, ocsf);
        return ocsf;
    }

    private static void classify(JsonNode event, ObjectNode ocsf) {
        String method = ExportedRecord.field(event, "request.method").asText();
        boolean reads = method.endsWith("/read")
                || method.endsWith("/get")
                || method.endsWith("/list")
                || method.startsWith("audit.");
        int activity = reads ? READ : OTHER;
        ocsf.put("category_uid", CATEGORY).put("class_uid", CLASS).put("severity_id", 1);
        ocsf.put("activity_id", activity).put("type_uid", CLASS * 100 + activity);
        if (!reads) {
            ocsf.put("activity_name", OTHER_ACTIVITIES.getOrDefault(method, method));
        }
    }

    private static void status(JsonNode event, ObjectNode ocsf) {
        String code = ExportedRecord.field(event, "outcome.code").asText("none");
        ocsf.put(
                "status_id",
                switch (code) {
                    case "success" -> 1;
                    case "none", "unknown" -> 0;
                    default -> 2;
                });
        ocsf.put("status_detail", code);
        int action =
                switch (ExportedRecord.field(event, "decision.effect").asText("none")) {
                    case "allow" -> 1;
                    case "deny" -> 2;
                    default -> 0;
                };
        // an action and a disposition have the same numbers for allowed (1), blocked (2) and unknown (0)
        ocsf.put("action_id", action).put("disposition_id", action);
        if (event.path("kind").asText().equals("coalesced")) {
            ocsf.put("count", ExportedRecord.field(event, "outcome.count").asLong(1));
        }
    }

    /** What the schema requires and a record may lack. */
    private static void parties(JsonNode event, ObjectNode ocsf) {
        ObjectNode user = ocsf.withObject("/actor/user");
        if (user.isEmpty()) {
            user.put("name", "anonymous");
        }
        ObjectNode source = ocsf.withObject("/src_endpoint");
        if (source.isEmpty()) {
            source.put(
                    "svc_name", ExportedRecord.field(event, "source.gateway_id").asText());
        }
        if (!ocsf.path("http_response").has("code")) {
            ocsf.remove("http_response");
        }
        JsonNode target = event.path("target");
        if (target.has("name")) {
            ocsf.putArray("resources")
                    .addObject()
                    .put("name", target.path("name").asText())
                    .put("type", target.path("type").asText("none"));
        }
    }

    private static List<Mapping> table() {
        try (InputStream file = Ocsf.class.getResourceAsStream("ocsf-1.8.0.txt")) {
            if (file == null) {
                throw new IllegalStateException("the table of OCSF is part of this program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.trim().split("\\s+"))
                    .map(line -> new Mapping(line[0], line[1], line[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of the table. */
    private record Mapping(String target, String field, String form) {

        void apply(JsonNode event, ObjectNode ocsf) {
            JsonNode value = ExportedRecord.field(event, field);
            if (value.isMissingNode()) {
                return;
            }
            int name = target.lastIndexOf('.');
            ObjectNode place = name < 0
                    ? ocsf
                    : ocsf.withObject("/" + target.substring(0, name).replace('.', '/'));
            String last = target.substring(name + 1);
            switch (form) {
                case "text" -> place.put(last, value.asText());
                case "number" -> place.put(last, value.asLong());
                case "millis" -> place.put(last, value.asLong() / 1000);
                default -> place.set(last, value);
            }
        }
    }
}
