package dev.portolan.audit.filter;

import static dev.portolan.audit.testing.Api.ingest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.audit.testing.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL finds what CEL itself finds when it looks at the events one by one. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class FilterFuzzTest {

    private static final Instant FROM = Instant.parse("2024-08-01T00:00:00Z");
    private static final int FILTERS = 400;

    /** All but the handle, which is drawn by the database. */
    private static final List<Field> FIELDS = Field.fields().values().stream()
            .filter(field -> !field.name().equals("actor.handle"))
            .toList();

    private final ObjectMapper json = new ObjectMapper();
    private final CelCompiler compiler = compiler();
    private final CelRuntime runtime = runtime();

    @Inject
    Reading reading;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFilterFindsWhatCelFinds(long seed) throws Exception {
        Random random = new Random(seed);
        Instant from = FROM.plusSeconds(seed * 86_400);
        RandomEvents source = new RandomEvents(seed, "fuzzed " + seed + " ", from, 3600);
        List<AuditEvent> events = new ArrayList<>();
        List<Map<String, Object>> values = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            AuditEvent event = source.next();
            events.add(event);
            values.add(values(event));
        }
        ingest(events.toArray(AuditEvent[]::new)).then().statusCode(200);

        int some = 0;
        for (int i = 0; i < FILTERS; i++) {
            String text = condition(random, values, 3);
            CelRuntime.Program program =
                    runtime.createProgram(compiler.compile(text).getAst());
            Set<String> expected = new TreeSet<>();
            for (int row = 0; row < events.size(); row++) {
                if (program.eval(values.get(row)).equals(true)) {
                    expected.add(events.get(row).eventId().toString());
                }
            }

            Clause question = Clause.of(
                            "SELECT r.event_id::text FROM " + Person.RECORDS + " WHERE r.occurred_at >= ?"
                                    + " AND r.occurred_at < ? AND (",
                            from,
                            from.plusSeconds(3601))
                    .then(Filter.of(text, new FilterLimits(10_000, 1000)).clause())
                    .then(")");

            assertThat(new TreeSet<>(reading.list(question, row -> row.getString(1))))
                    .as(text)
                    .isEqualTo(expected);
            some += expected.isEmpty() || expected.size() == events.size() ? 0 : 1;
        }
        // otherwise nothing is proven
        assertThat(some).isGreaterThan(FILTERS / 4);
    }

    private static String condition(Random random, List<Map<String, Object>> rows, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            String left = condition(random, rows, depth - 1);
            return switch (random.nextInt(3)) {
                case 0 -> "(" + left + " && " + condition(random, rows, depth - 1) + ")";
                case 1 -> "(" + left + " || " + condition(random, rows, depth - 1) + ")";
                default -> "!(" + left + ")";
            };
        }
        Field field = FIELDS.get(random.nextInt(FIELDS.size()));
        if (random.nextInt(8) == 0) {
            return "has(" + field.name() + ")";
        }
        if (random.nextInt(20) == 0) {
            return "cidr(client.address, \"203.0.113." + random.nextInt(6) + "/" + (28 + random.nextInt(5)) + "\")";
        }
        Object value = rows.get(random.nextInt(rows.size())).get(field.name());
        CelType type = field.type();
        if (type.equals(SimpleType.INT)) {
            long number = (Long) value + random.nextInt(3) - 1;
            return random.nextInt(4) == 0
                    ? field.name() + " in [" + number + ", " + (Long) value + "]"
                    : field.name() + pick(random, " == ", " != ", " < ", " <= ", " > ", " >= ") + number;
        }
        if (type.equals(SimpleType.TIMESTAMP)) {
            Instant moment = Instant.ofEpochSecond(((Timestamp) value).getSeconds(), ((Timestamp) value).getNanos());
            return field.name() + pick(random, " == ", " != ", " < ", " <= ", " > ", " >= ") + "timestamp(\""
                    + moment.plusMillis(random.nextInt(3) * 1000L) + "\") - duration(\"1s\")";
        }
        if (type.equals(SimpleType.STRING)) {
            return textTest(random, field, (String) value);
        }
        String item = literal(pick(random, "engineering", "nobody"));
        return random.nextBoolean()
                ? item + " in " + field.name()
                : field.name() + pick(random, ".exists(", ".all(") + "i, i"
                        + pick(random, " == " + item, ".startsWith(" + item + ")", " != kind") + ")";
    }

    private static String textTest(Random random, Field field, String value) {
        int[] points = value.codePoints().toArray();
        int from = points.length == 0 ? 0 : random.nextInt(points.length);
        int to = points.length == 0 ? 0 : from + random.nextInt(points.length - from + 1);
        String part = new String(points, from, to - from);
        String head = new String(points, 0, to);
        String tail = new String(points, from, points.length - from);
        return switch (random.nextInt(6)) {
            case 0 -> field.name() + " != " + literal(value);
            case 1 -> field.name() + ".startsWith(" + literal(head) + ")";
            case 2 -> field.name() + ".endsWith(" + literal(tail) + ")";
            case 3 -> field.name() + ".contains(" + literal(part) + ")";
            case 4 -> field.name() + " in [" + literal(value) + ", \"other\"]";
            default -> field.name() + " == " + literal(value);
        };
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The fields as the reference describes them, read from the evidence. */
    private Map<String, Object> values(AuditEvent record) throws IOException {
        JsonNode event = json.readTree(record.canonical());
        Beside.who(record).ifPresent(who -> {
            ObjectNode actor = (ObjectNode) event.path("actor");
            actor.put("subject", who.subject()).put("name", who.name()).put("issuer", who.issuer());
            who.groups().forEach(actor.putArray("groups")::add);
        });
        Map<String, Object> values = new HashMap<>();
        for (Field field : FIELDS) {
            JsonNode node = event.at("/" + field.name().replace('.', '/'));
            if (field.type().equals(SimpleType.INT)) {
                values.put(field.name(), node.asLong(0));
            } else if (field.type().equals(SimpleType.TIMESTAMP)) {
                Instant moment = Instant.parse(node.asText());
                values.put(
                        field.name(),
                        Timestamp.newBuilder()
                                .setSeconds(moment.getEpochSecond())
                                .setNanos(moment.getNano())
                                .build());
            } else if (field.type().equals(SimpleType.STRING)) {
                boolean word = Set.of("decision.effect", "target.type", "arguments.mode", "outcome.code")
                        .contains(field.name());
                String absent = field.name().equals("outcome.payload") ? "digest" : word ? "none" : "";
                values.put(field.name(), node.asText(absent));
            } else {
                List<String> texts = new ArrayList<>();
                node.forEach(item -> texts.add(item.asText()));
                values.put(field.name(), texts);
            }
        }
        return values;
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL)
                .addMacros(Functions.HAS_MACRO)
                .addFunctionDeclarations(Functions.ALL)
                .setResultType(SimpleType.BOOL);
        Field.fields().values().forEach(field -> builder.addVar(field.name(), field.type()));
        return builder.build();
    }

    /** The functions as the reference describes them; networks by their bits. */
    private static CelRuntime runtime() {
        return CelRuntimeFactory.standardCelRuntimeBuilder()
                .addFunctionBindings(
                        CelFunctionBinding.from(
                                "has_text", String.class, text -> !text.isEmpty() && !text.equals("none")),
                        CelFunctionBinding.from("has_number", Long.class, number -> number != 0),
                        CelFunctionBinding.from("has_time", Timestamp.class, moment -> true),
                        CelFunctionBinding.from("has_list", List.class, list -> !list.isEmpty()),
                        CelFunctionBinding.from("cidr_text", String.class, String.class, FilterFuzzTest::isIn))
                .build();
    }

    private static boolean isIn(String address, String network) {
        if (address.isEmpty()) {
            return false;
        }
        String[] parts = network.split("/");
        int outside = 32 - Integer.parseInt(parts[1]);
        return bits(address) >>> outside == bits(parts[0]) >>> outside;
    }

    private static long bits(String address) {
        long bits = 0;
        for (String part : address.split("\\.")) {
            bits = bits << 8 | Long.parseLong(part);
        }
        return bits;
    }
}
