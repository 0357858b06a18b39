package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.zip.ZipException;

/** Looks at the answer to a call: its status, its type and its body. */
public final class ResponseReader {
    private static final long LONGEST_EXPLANATION = 64 << 10;

    private ResponseReader() {}

    /** A response of more bytes, compressed, is not read on an event loop. */
    private static final int LARGE = 32 << 10;

    /**
     * What the answer holds; fails with a {@link CitrixException} if it is an error, or not what the API promises.
     *
     * @param largest most bytes of its body, unpacked
     * @param workers read large bodies
     */
    public static <T> Uni<T> read(
            Response response, BodyParser<T> reader, long largest, TimeSource time, Executor workers) {
        int status = response.getStatus();
        boolean foreign = foreign(response);
        if (status == 404 && foreign) {
            throw CitrixErrors.notTheApi(status);
        }
        if (status != 200) {
            throw failure(response, time);
        }
        if (foreign) {
            throw new CitrixException(
                    FailureReason.BAD_RESPONSE, "HTTP 200 with something other than " + MediaType.APPLICATION_JSON);
        }
        Uni<T> body = Uni.createFrom().item(() -> body(response, reader, largest));
        return ResponseBody.size(response) > LARGE ? body.runSubscriptionOn(workers) : body;
    }

    /** What the body of an answer with status 200 holds; parameters and failures as for {@link #read}. */
    public static <T> T body(Response response, BodyParser<T> reader, long largest) {
        try (ResponseBody body = ResponseBody.of(response, largest)) {
            if (body.isEmpty()) {
                throw new CitrixException(FailureReason.BAD_RESPONSE, "HTTP 200 with an empty answer");
            }
            return reader.read(body);
        } catch (ZipException | EOFException e) {
            throw new CitrixException(FailureReason.BAD_RESPONSE, "the answer cannot be unpacked");
        } catch (IOException e) {
            throw CitrixErrors.of(e);
        }
    }

    /** The failure that an answer with a status other than 200 stands for. */
    public static CitrixException failure(Response response, TimeSource time) {
        byte[] body = explanation(response);
        CitrixException failure = CitrixErrors.ofStatus(response.getStatus())
                .withDetail(ErrorBody.of(body).text());
        return failure.overloaded()
                ? RetryAfter.parse(
                                response.getHeaderString("Retry-After"), body, ServerTime.of(response, time.instant()))
                        .map(wait -> failure.retryAt(time.nanoTime() + wait.toNanos()))
                        .orElse(failure)
                : failure;
    }

    private static boolean foreign(Response response) {
        String type = response.getHeaderString("Content-Type");
        return type != null && !type.toLowerCase(Locale.ROOT).contains("json");
    }

    /** What a server says of its failure, if that can be read. */
    public static byte[] explanation(Response response) {
        try (ResponseBody body = ResponseBody.of(response, LONGEST_EXPLANATION)) {
            return body.readAllBytes();
        } catch (IOException | CitrixException e) {
            return new byte[0];
        }
    }
}
