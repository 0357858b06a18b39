package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.BodyParser;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something to ask of the API.
 *
 * @param endpoint what is asked
 * @param siteId the site that is asked; null where the call takes none
 * @param options its optional parts
 * @param request sends it with its headers
 * @param reader reads the answer
 */
record Call<T>(
        Endpoint endpoint,
        @Nullable String siteId,
        RequestOptions options,
        Function<CallHeaders, Uni<Response>> request,
        BodyParser<T> reader) {}
