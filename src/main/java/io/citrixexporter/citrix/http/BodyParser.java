package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import java.io.IOException;
import java.io.InputStream;

/**
 * Makes something of the body of an answer with status 200.
 *
 * @param <T> what it makes
 */
public interface BodyParser<T> {
    /**
     * Reads a body that is not empty.
     *
     * @throws IOException if it is not JSON, or cut off
     * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if it is JSON, but not what was asked for
     */
    T read(InputStream body) throws IOException;
}
