package dev.portolan.gateway.identity;

import dev.portolan.gateway.call.Endpoint;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Publishes the resource metadata to anyone, at the path derived from each endpoint and, for clients that look only
 * there, at the root. Web pages may read it, as MCP clients run in browsers too. Endpoints that nothing is behind have
 * a document like any other: what connectors and views there are is not told to strangers.
 */
@Path("/.well-known/oauth-protected-resource")
@Produces(MediaType.APPLICATION_JSON)
public final class WellKnown {
    private final ProtectedResources resources;

    WellKnown(ProtectedResources resources) {
        this.resources = resources;
    }

    /** The document of the endpoint {@code /mcp}. */
    @GET
    @Path("mcp")
    @NonBlocking
    public RestResponse<ProtectedResources.Metadata> ofFederated() {
        return answer(Endpoint.FEDERATED);
    }

    /** The same, for clients that ask at the root. */
    @GET
    @NonBlocking
    public RestResponse<ProtectedResources.Metadata> atRoot() {
        return answer(Endpoint.FEDERATED);
    }

    /** The document of the endpoint of a connector or a view, which may or may not exist. */
    @GET
    @Path("mcp/{kind}/{name}")
    @NonBlocking
    public RestResponse<ProtectedResources.Metadata> ofEndpoint(@RestPath String kind, @RestPath String name) {
        return Endpoint.ofPath("/mcp/" + kind + "/" + name)
                .map(this::answer)
                .orElseGet(() -> RestResponse.status(RestResponse.Status.NOT_FOUND));
    }

    private RestResponse<ProtectedResources.Metadata> answer(Endpoint endpoint) {
        return RestResponse.ResponseBuilder.ok(resources.metadata(endpoint))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .header("Access-Control-Allow-Origin", "*")
                .build();
    }
}
