package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IngressTest {
    private static final Ingress INGRESS = new Ingress(List.of(Revision.V2026_07_28, Revision.V2025_11_25));
    private static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static Message message(String json) {
        return Message.read(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    private static String call(String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"tools/call\",\"params\":{" + params + "}}";
    }

    private static Map<String, String> headers(String... pairs) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < pairs.length; i += 2) {
            headers.put(pairs[i], pairs[i + 1]);
        }
        return headers;
    }

    private static final Map<String, String> GOOD =
            headers("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "echo");

    record Fault(String body, Map<String, String> headers, int status, int code) {}

    static List<Fault> faults() {
        String good = call("\"name\":\"echo\"," + META);
        return List.of(
                new Fault(good, headers(), 400, ErrorCode.HEADER_MISMATCH),
                new Fault(good, headers("MCP-Protocol-Version", "2025-11-25"), 400, ErrorCode.HEADER_MISMATCH),
                new Fault(good, headers("MCP-Protocol-Version", "2026-07-28"), 400, ErrorCode.HEADER_MISMATCH),
                new Fault(good, with(GOOD, "Mcp-Name", "other"), 400, ErrorCode.HEADER_MISMATCH),
                new Fault(good, with(GOOD, "Mcp-Name", "=?base64?e!?="), 400, ErrorCode.HEADER_MISMATCH),
                new Fault(good, with(GOOD, "Mcp-Method", "tools/list"), 400, ErrorCode.HEADER_MISMATCH),
                new Fault(
                        good.replace("2026-07-28", "2031-01-01"),
                        with(GOOD, "MCP-Protocol-Version", "2031-01-01"),
                        400,
                        ErrorCode.UNSUPPORTED_PROTOCOL_VERSION),
                new Fault(call("\"name\":\"echo\""), GOOD, 400, ErrorCode.INVALID_PARAMS),
                new Fault(
                        call(
                                "\"name\":\"echo\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}"),
                        GOOD,
                        400,
                        ErrorCode.INVALID_PARAMS),
                new Fault(
                        call("\"name\":\"echo\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":7}"),
                        GOOD,
                        400,
                        ErrorCode.INVALID_PARAMS),
                new Fault(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"initialize\",\"params\":{}}",
                        GOOD,
                        400,
                        ErrorCode.HEADER_MISMATCH),
                new Fault(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"ping\"}",
                        headers("MCP-Protocol-Version", "2024-01-01"),
                        400,
                        ErrorCode.INVALID_REQUEST));
    }

    private static Map<String, String> with(Map<String, String> base, String name, String value) {
        Map<String, String> copy = headers();
        copy.putAll(base);
        copy.put(name, value);
        return copy;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesWithThePrescribedStatusAndCodeUnderTheRequestsId(Fault fault) {
        assertThatThrownBy(() -> INGRESS.revisionOf(message(fault.body()), fault.headers()::get))
                .isInstanceOfSatisfying(ProtocolError.class, e -> {
                    assertThat(e.httpStatus()).isEqualTo(fault.status());
                    assertThat(e.code()).isEqualTo(fault.code());
                    assertThat(e.response().members().get("id")).hasToString("\"x\"");
                });
    }

    @Test
    void anUnsupportedVersionNamesWhatIsServed() {
        String body = call("\"name\":\"echo\"," + META).replace("2026-07-28", "2031-01-01");

        assertThatThrownBy(
                        () -> INGRESS.revisionOf(message(body), with(GOOD, "MCP-Protocol-Version", "2031-01-01")::get))
                .isInstanceOfSatisfying(ProtocolError.class, e -> assertThat(
                                e.response().json())
                        .contains("\"supported\":[\"2026-07-28\",\"2025-11-25\"]", "\"requested\":\"2031-01-01\""));
    }

    @Test
    void theBodyDecidesTheEra() {
        assertThat(INGRESS.revisionOf(
                        message(call("\"name\":\"echo\"," + META)), with(GOOD, "Mcp-Name", " echo ")::get))
                .contains(Revision.V2026_07_28);
        assertThat(INGRESS.revisionOf(message(call("\"name\":\"echo\"")), headers("Mcp-Method", "tools/call")::get))
                .isEmpty();
        assertThat(INGRESS.revisionOf(
                        message(call("\"name\":\"echo\"")), headers("mcp-protocol-version", "2025-11-25")::get))
                .contains(Revision.V2025_11_25);
        assertThat(INGRESS.revisionOf(
                        message("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}"), headers()::get))
                .isEmpty();
    }

    @Test
    void onlyTheMethodsThatFollowATaskMirrorItsId() {
        String aboutATask =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/%s\",\"params\":{\"taskId\":\"t1\"," + META + "}}";
        Message result = message(aboutATask.formatted("result"));
        Message get = message(aboutATask.formatted("get"));

        assertThat(INGRESS.revisionOf(result, with(GOOD, "Mcp-Method", "tasks/result")::get))
                .contains(Revision.V2026_07_28);
        assertThatThrownBy(() -> INGRESS.revisionOf(get, with(GOOD, "Mcp-Method", "tasks/get")::get))
                .isInstanceOfSatisfying(
                        ProtocolError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HEADER_MISMATCH));
    }

    static List<String> notMessages() {
        return List.of(
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "{}",
                "7",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}");
    }

    @ParameterizedTest
    @MethodSource("notMessages")
    void whatIsNoSingleMessageIsAnInvalidRequest(String body) {
        assertThatThrownBy(() -> message(body)).isInstanceOfSatisfying(ProtocolError.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void idsKeepTheirType() {
        assertThat(JsonRpc.result(
                        message("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"ping\"}")
                                .requestId(),
                        JsonSlice.EMPTY_OBJECT))
                .hasToString("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{}}");
        assertThat(message("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .requestId()
                        .json())
                .isEqualTo("1");
    }
}
