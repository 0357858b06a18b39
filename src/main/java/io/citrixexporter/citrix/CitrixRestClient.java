package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The calls of Citrix's orchestration API (citrix-daas-rest-go), relative to the base path.
 *
 * <p>{@code Accept} must be {@code application/json} alone, or the gateway responds with 406.
 */
@Produces(MediaType.APPLICATION_JSON)
interface CitrixRestClient {

    /** The customers of the account and their sites. Has no {@code Citrix-InstanceId}. */
    @GET
    @Path("/me")
    Uni<Response> me(@BeanParam CallHeaders headers);

    /**
     * The sessions on a machine.
     *
     * @param machine {@code DOMAIN|NAME} (a bar instead of the backslash), DNS name or id
     * @param fields the properties requested, separated by commas; null for the default of the server
     */
    @GET
    @Path("/Machines/{machine}/Sessions")
    Uni<Response> machineSessions(
            @PathParam("machine") String machine,
            @QueryParam("fields") @Nullable String fields,
            @BeanParam CallHeaders headers);

    /**
     * The machines of the site, page by page.
     *
     * @param limit maximum number of machines on a page; null for the default of the server
     * @param continuationToken from the last page; null for the first
     */
    @GET
    @Path("/Machines")
    Uni<Response> machines(
            @QueryParam("fields") @Nullable String fields,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("continuationToken") @Nullable String continuationToken,
            @BeanParam CallHeaders headers);

    /** The sessions of the site, page by page, each with its machine; parameters as for {@code machines}. */
    @GET
    @Path("/Sessions")
    Uni<Response> sessions(
            @QueryParam("fields") @Nullable String fields,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("continuationToken") @Nullable String continuationToken,
            @BeanParam CallHeaders headers);
}
