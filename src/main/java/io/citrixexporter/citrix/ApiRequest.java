package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.citrix.http.ResponseReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call of the API.
 *
 * @param endpoint the endpoint
 * @param siteId the value of {@code Citrix-InstanceId}; null if the call has none
 * @param options its optional parts
 * @param request sends it with its headers
 * @param parser parses the body of the response
 */
record ApiRequest<T>(
        Endpoint endpoint,
        @Nullable String siteId,
        RequestOptions options,
        Function<CallHeaders, Uni<Response>> request,
        ResponseReader.Parser<T> parser) {}
