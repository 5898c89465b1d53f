package dev.portolan.gateway.pipeline;

import dev.portolan.audit.event.UuidV7;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.ClientFacts;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.catalog.Schemas;
import dev.portolan.gateway.naming.FederatedNaming;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Callers, calls and catalogs for tests. */
final class Calls {
    static final Caller ALICE =
            new Caller("alice-id", "alice", "https://issuer.example", "cli", Set.of("engineering"), false, Instant.MAX);

    private static final UuidV7 IDS = new UuidV7(Clock.systemUTC());

    private Calls() {}

    static Asked asked(Caller caller, String method, String params) {
        String json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        Message message = Message.read(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        Origin origin = new Origin(
                IDS.next(),
                System.nanoTime(),
                Origin.Carrier.HTTP,
                "POST",
                "127.0.0.1",
                "test",
                "0".repeat(31) + "1",
                "0".repeat(15) + "1");
        return new Asked(
                origin,
                Endpoint.FEDERATED,
                caller,
                Revision.V2026_07_28,
                message,
                new ClientFacts(JsonSlice.EMPTY_OBJECT, "test", "1", ""),
                json.length(),
                name -> null);
    }

    static Call tool(String params) {
        return Call.of(Operation.CALL_TOOL, asked(ALICE, "tools/call", params));
    }

    static Listing listing(String connector, String... tools) {
        return new Listing(
                connector,
                Listing.State.FRESH,
                "",
                "",
                JsonSlice.trusted("{\"completions\":{}}"),
                List.of(tools).stream().map(JsonSlice::trusted).toList(),
                List.of(),
                List.of(),
                List.of());
    }

    static Catalog catalog(Listing... listings) {
        PublicUris uris = new PublicUris(Set.of("db", "files"), Map.of("db", "db"));
        return new Catalog(List.of(listings), new FederatedNaming(uris), new Schemas());
    }
}
