package dev.portolan.gateway.identity;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Publishes the resource metadata to anyone, at the path derived from the endpoint and, for clients that look only
 * there, at the root. Web pages may read it, as MCP clients run in browsers too.
 */
@Path("/.well-known/oauth-protected-resource")
@Produces(MediaType.APPLICATION_JSON)
public final class WellKnown {
    private final RestResponse<ProtectedResource.Metadata> answer;

    WellKnown(ProtectedResource resource) {
        this.answer = RestResponse.ResponseBuilder.ok(resource.metadata())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .header("Access-Control-Allow-Origin", "*")
                .build();
    }

    /** The document of the endpoint {@code /mcp}. */
    @GET
    @Path("mcp")
    @NonBlocking
    public RestResponse<ProtectedResource.Metadata> ofEndpoint() {
        return answer;
    }

    /** The same, for clients that ask at the root. */
    @GET
    @NonBlocking
    public RestResponse<ProtectedResource.Metadata> atRoot() {
        return answer;
    }
}
