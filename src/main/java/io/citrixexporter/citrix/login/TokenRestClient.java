package io.citrixexporter.citrix.login;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The token endpoints; the base address is the whole address. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public interface TokenRestClient {

    /**
     * Citrix Cloud. The body is sent as bytes, since the endpoint rejects a content type with a charset, which the form
     * writers of HTTP libraries add.
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Uni<Response> postForm(byte[] form);

    /** Citrix Cloud Government. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Response> postJson(byte[] json);

    /** A Delivery Controller: Basic authentication and no body. */
    @POST
    Uni<Response> postBasic(@HeaderParam("Authorization") String authorization);
}
