package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads responses: status, content type and body. Fails with a {@link CitrixException} if a response is an error or not
 * what the API documents.
 *
 * @param limit the maximum size of a body
 * @param workers read large bodies
 */
public record ResponseReader(BodyLimit limit, TimeSource time, Executor workers) {
    private static final BodyLimit ERROR_LIMIT = new BodyLimit(64 << 10);

    /** A larger body, in bytes as sent, is not read on an event loop. */
    private static final int MAX_ON_EVENT_LOOP = 32 << 10;

    /** Parses the body of a response with status 200. */
    public interface Parser<T> {
        /**
         * Parses a body that is not empty.
         *
         * @throws IOException if it is not JSON
         * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if it is JSON, but not what was requested
         */
        T parse(byte[] body) throws IOException;
    }

    /**
     * Reads a response of the API.
     *
     * @param endpoint decides the maximum size of the body
     */
    public <T> Uni<T> read(Response response, Endpoint endpoint, Parser<T> parser) {
        int status = response.getStatus();
        boolean json = isJson(response);
        if (status == 404 && !json) {
            throw CitrixErrors.notTheApi();
        }
        if (status != 200) {
            throw failure(response);
        }
        if (!json) {
            throw new CitrixException(
                    FailureReason.BAD_RESPONSE,
                    "HTTP 200 with a content type other than " + MediaType.APPLICATION_JSON);
        }
        byte[] sent = sent(response);
        Uni<T> parsed = Uni.createFrom().item(() -> parse(sent, response, limit.at(endpoint), parser));
        return sent.length > MAX_ON_EVENT_LOOP ? parsed.runSubscriptionOn(workers) : parsed;
    }

    /** Reads a response with status 200 of any content type. */
    public <T> T parse(Response response, Parser<T> parser) {
        return parse(sent(response), response, limit, parser);
    }

    private static <T> T parse(byte[] sent, Response response, BodyLimit limit, Parser<T> parser) {
        byte[] body = decompress(sent, response, limit);
        if (body.length == 0) {
            throw new CitrixException(FailureReason.BAD_RESPONSE, "HTTP 200 with an empty body");
        }
        try {
            return parser.parse(body);
        } catch (IOException e) {
            throw CitrixErrors.of(e);
        }
    }

    /** The failure of a response with a status other than 200. */
    public CitrixException failure(Response response) {
        ErrorBody body = errorBody(response);
        CitrixException failure = CitrixErrors.ofStatus(response.getStatus()).withDetail(body.text());
        if (!failure.requestsBackoff()) {
            return failure;
        }
        Instant now = ServerTime.of(response, time.instant());
        return RetryAfter.parse(response.getHeaderString("Retry-After"), body.retryDelay(), now)
                .map(delay -> failure.withRetryAt(time.nanoTime() + delay.toNanos()))
                .orElse(failure);
    }

    /** The body of an error response; empty if it cannot be read. */
    public static ErrorBody errorBody(Response response) {
        try {
            return ErrorBody.of(decompress(sent(response), response, ERROR_LIMIT));
        } catch (CitrixException e) {
            return ErrorBody.EMPTY;
        }
    }

    /** A server may omit the type. */
    private static boolean isJson(Response response) {
        String type = response.getHeaderString("Content-Type");
        return type == null || type.toLowerCase(Locale.ROOT).contains("json");
    }

    private static byte[] sent(Response response) {
        try {
            return response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
        } catch (IllegalArgumentException e) {
            // The REST client parses the type before it reads the body.
            throw new CitrixException(FailureReason.BAD_RESPONSE, "the Content-Type of the response is invalid");
        }
    }

    private static byte[] decompress(byte[] sent, Response response, BodyLimit limit) {
        try (InputStream body = decoder(response.getHeaderString("Content-Encoding"), sent)) {
            return limit.read(body);
        } catch (IOException e) {
            throw new CitrixException(FailureReason.BAD_RESPONSE, "the response cannot be decompressed");
        }
    }

    private static InputStream decoder(@Nullable String encoding, byte[] sent) throws IOException {
        InputStream body = new ByteArrayInputStream(sent);
        if (sent.length == 0 || encoding == null || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
            return new GZIPInputStream(body);
        }
        throw new CitrixException(FailureReason.BAD_RESPONSE, "the response has an encoding that was not requested");
    }
}
