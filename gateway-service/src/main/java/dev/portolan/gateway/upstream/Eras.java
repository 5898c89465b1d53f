package dev.portolan.gateway.upstream;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.connectorfile.Address;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.speech.Answers;
import dev.portolan.gateway.speech.Ask;
import dev.portolan.gateway.speech.Introduction;
import dev.portolan.gateway.speech.LegacySpeech;
import dev.portolan.gateway.speech.ModernSpeech;
import dev.portolan.gateway.speech.Speech;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.Revision;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Which eras one connector serves. Asked once and remembered; that a connector refuses the gateway, is overloaded or
 * unreachable says nothing about its era (MCP 2026-07-28, basic/versioning).
 */
final class Eras {
    private final ConnectorSettings settings;
    private final ModernSpeech modern;
    private final LegacySpeech legacy;
    private final Optional<LegacySpeech> oldest;

    /**
     * What is known of a connector.
     *
     * @param introduction what it said of itself
     * @param modern how to speak 2026-07-28 to it, if it does
     * @param legacy how to speak an older revision to it, if it does
     */
    record Verdict(Introduction introduction, Optional<Speech> modern, Optional<Speech> legacy) {
        /** The caller's own era if the connector serves it, since then nothing is translated; else the other. */
        Speech speechFor(boolean modernCaller) {
            return (modernCaller ? modern.or(() -> legacy) : legacy.or(() -> modern)).orElseThrow();
        }
    }

    /** @param oldest how to speak to it by the HTTP transport of 2024-11-05, if it may have no other */
    Eras(ConnectorSettings settings, ModernSpeech modern, LegacySpeech legacy, Optional<LegacySpeech> oldest) {
        this.settings = settings;
        this.modern = modern;
        this.legacy = legacy;
        this.oldest = oldest;
    }

    /** Asks the connector. Fails with {@link CallRefused} if it cannot be told. */
    Uni<Verdict> judge() {
        return switch (settings.era()) {
            case MODERN -> modern.introduce().map(this::modern);
            case LEGACY, V2025_11_25, V2025_06_18, V2025_03_26 -> legacy();
            case V2024_11_05 -> oldest.map(Eras::introduced).orElseGet(this::legacy);
            case AUTO -> isChild() ? ofChild() : discover().chain(answer -> judge(answer));
        };
    }

    private boolean isChild() {
        return settings.address() instanceof Address.Command;
    }

    private Uni<HttpAnswer> discover() {
        return modern.send(Ask.own(McpMethod.DISCOVER, JsonObject.empty()));
    }

    /** A program of the older era may well end or say nothing when first asked what it does not know. */
    private Uni<Verdict> ofChild() {
        return discover()
                .map(Optional::of)
                .onFailure(CallRefused.class)
                .recoverWithItem(Optional.<HttpAnswer>empty())
                .chain(answer -> answer.map(this::judge).orElseGet(this::legacy));
    }

    private Uni<Verdict> judge(HttpAnswer answer) {
        boolean noEvidence =
                answer.status() == 401 || answer.status() == 403 || answer.status() == 429 || answer.status() >= 500;
        if (noEvidence) {
            Answers.responseOf(answer, settings.id());
        }
        Message message = answer.message();
        JsonSlice result = message == null ? null : message.result();
        if (result != null && result.isObject()) {
            Introduction said = ModernSpeech.introduction(result);
            if (said.versions().contains(Revision.V2026_07_28.wire())) {
                return Uni.createFrom().item(modern(said));
            }
        }
        return message != null && namesOnlyUnknownRevisions(message)
                ? Uni.createFrom()
                        .failure(new CallRefused(
                                Refusal.CONNECTOR_MISBEHAVED,
                                "Connector " + settings.id() + " speaks no revision of MCP that the gateway speaks"))
                : legacy();
    }

    private static boolean namesOnlyUnknownRevisions(Message message) {
        JsonSlice error = message.error();
        JsonSlice code = error == null ? null : error.member("code");
        boolean unsupported = code != null
                && Long.valueOf(ErrorCode.UNSUPPORTED_PROTOCOL_VERSION).equals(code.integer());
        JsonSlice data = error == null ? null : error.member("data");
        JsonSlice supported = data == null ? null : data.member("supported");
        return unsupported
                && supported != null
                && olderOf(supported.elements().stream()
                                .map(v -> String.valueOf(v.text()))
                                .toList())
                        .isEmpty();
    }

    private Verdict modern(Introduction said) {
        boolean both = !olderOf(said.versions()).isEmpty();
        return new Verdict(said, Optional.of(modern), both ? Optional.of(legacy) : Optional.empty());
    }

    /**
     * A connector that answers a POST with nothing of the protocol may still have the transport that had no POST there
     * (2025-11-25, basic/transports, "Backwards Compatibility"). If it has not, what it answered counts.
     */
    private Uni<Verdict> legacy() {
        Uni<Verdict> said = introduced(legacy);
        return oldest.map(before -> said.onFailure(Eras::isNoMcp)
                        .recoverWithUni(first -> introduced(before).onFailure().transform(worse -> first)))
                .orElse(said);
    }

    private static boolean isNoMcp(Throwable failure) {
        return failure instanceof CallRefused refused && refused.refusal() == Refusal.CONNECTOR_MISBEHAVED;
    }

    private static Uni<Verdict> introduced(LegacySpeech speech) {
        return speech.introduce().map(said -> new Verdict(said, Optional.empty(), Optional.of(speech)));
    }

    private static List<String> olderOf(List<String> versions) {
        return versions.stream()
                .filter(v -> Revision.of(v).filter(r -> !r.isModern()).isPresent())
                .toList();
    }
}
