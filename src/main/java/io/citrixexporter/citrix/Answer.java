package io.citrixexporter.citrix;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.ZipException;

/** Looks at the answer to a call: its status, its type and its body. */
final class Answer {
    private static final long LONGEST_EXPLANATION = 64 << 10;

    private Answer() {}

    /**
     * What the answer holds.
     *
     * @param largest most bytes of its body, unpacked
     * @throws CitrixException if it is an error, or not what the API promises
     */
    static <T> T read(Response response, BodyReader<T> reader, long largest, Instant now) {
        int status = response.getStatus();
        boolean foreign = foreign(response);
        if (status == 404 && foreign) {
            throw CitrixErrors.notTheApi(status);
        }
        if (status != 200) {
            throw failure(response, now);
        }
        if (foreign) {
            throw new CitrixException(
                    Reason.BAD_RESPONSE, "HTTP 200 with something other than " + MediaType.APPLICATION_JSON);
        }
        return body(response, reader, largest);
    }

    /** What the body of an answer with status 200 holds; parameters and failures as for {@link #read}. */
    static <T> T body(Response response, BodyReader<T> reader, long largest) {
        try (Body body = Body.of(response, largest)) {
            if (body.isEmpty()) {
                throw new CitrixException(Reason.BAD_RESPONSE, "HTTP 200 with an empty answer");
            }
            return reader.read(body);
        } catch (ZipException | EOFException e) {
            throw new CitrixException(Reason.BAD_RESPONSE, "the answer cannot be unpacked");
        } catch (IOException e) {
            throw CitrixErrors.of(e);
        }
    }

    /** The failure that an answer with a status other than 200 stands for. */
    static CitrixException failure(Response response, Instant now) {
        CitrixException failure = CitrixErrors.ofStatus(response.getStatus());
        return failure.overloaded()
                ? RetryAfter.told(response.getHeaderString("Retry-After"), explanation(response), now)
                        .map(failure::notBefore)
                        .orElse(failure)
                : failure;
    }

    private static boolean foreign(Response response) {
        String type = response.getHeaderString("Content-Type");
        return type != null && !type.toLowerCase(Locale.ROOT).contains("json");
    }

    /** What a server says of its failure, if that can be read. */
    private static byte[] explanation(Response response) {
        try (Body body = Body.of(response, LONGEST_EXPLANATION)) {
            return body.readAllBytes();
        } catch (IOException | CitrixException e) {
            return new byte[0];
        }
    }
}
