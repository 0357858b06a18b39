package io.citrixexporter.citrix;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Looks at the answer to a call: its status, its type and its body. */
final class Answer {
    private Answer() {}

    /**
     * What the answer holds.
     *
     * @throws CitrixException if it is an error, or not what the API promises
     */
    static <T> T read(Response response, BodyReader<T> reader, Instant now) {
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
        byte[] body = body(response);
        if (body.length == 0) {
            throw new CitrixException(Reason.BAD_RESPONSE, "HTTP 200 with an empty answer");
        }
        try {
            return reader.read(body);
        } catch (IOException e) {
            throw CitrixErrors.of(e);
        }
    }

    /** The failure that an answer with a status other than 200 stands for. */
    static CitrixException failure(Response response, Instant now) {
        CitrixException failure = CitrixErrors.ofStatus(response.getStatus());
        return failure.overloaded()
                ? RetryAfter.told(response.getHeaderString("Retry-After"), body(response), now)
                        .map(failure::notBefore)
                        .orElse(failure)
                : failure;
    }

    private static boolean foreign(Response response) {
        String type = response.getHeaderString("Content-Type");
        return type != null && !type.toLowerCase(Locale.ROOT).contains("json");
    }

    private static byte[] body(Response response) {
        byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : null;
        return body == null ? new byte[0] : body;
    }
}
