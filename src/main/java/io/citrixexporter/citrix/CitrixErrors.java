package io.citrixexporter.citrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says what a failure means: the one place where statuses and exceptions become a {@link Reason}. */
final class CitrixErrors {
    private CitrixErrors() {}

    /** The failure that an answer with this status stands for; statuses other than 200. */
    static CitrixException ofStatus(int status) {
        return switch (status) {
            case 401 -> failure(Reason.AUTH, status, "the API refused the token");
            case 403 -> failure(Reason.FORBIDDEN, status, "the account may not read this");
            case 404 -> failure(Reason.NOT_FOUND, status, "the API does not know it");
            case 429 -> failure(Reason.THROTTLED, status, "too many requests");
            case 530 -> failure(Reason.SERVER_ERROR, status, "the Citrix Cloud site is frozen");
            default -> {
                if (status >= 500) {
                    yield failure(Reason.SERVER_ERROR, status, "the server failed");
                }
                yield status >= 300 && status < 400
                        ? failure(
                                Reason.BAD_RESPONSE,
                                status,
                                "a redirect, which is never followed; check url and region")
                        : failure(Reason.BAD_RESPONSE, status, "an answer that the API does not promise");
            }
        };
    }

    private static CitrixException failure(Reason reason, int status, String message) {
        return new CitrixException(reason, status, "HTTP " + status + ": " + message, null);
    }

    /** The failure that an exception from below the API stands for. */
    static CitrixException of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CitrixException known) {
                return known;
            }
            if (cause instanceof TooLargeException tooLarge) {
                return new CitrixException(Reason.TOO_LARGE, tooLarge.description());
            }
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return new CitrixException(
                        Reason.TLS, 0, "no trust: " + cause.getClass().getSimpleName(), failure);
            }
        }
        return ofTransport(withoutWrapping(failure));
    }

    /** The REST client wraps what happened below it. */
    private static Throwable withoutWrapping(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof ProcessingException && cause != null ? withoutWrapping(cause) : failure;
    }

    private static CitrixException ofTransport(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        // Mutiny's own is no java.util.concurrent.TimeoutException.
        if (failure instanceof TimeoutException || failure instanceof io.smallrye.mutiny.TimeoutException) {
            return new CitrixException(Reason.TIMEOUT, 0, "no answer in time", failure);
        }
        if (failure instanceof JsonProcessingException) {
            return new CitrixException(Reason.BAD_RESPONSE, 0, "the answer is no valid JSON", null);
        }
        if (failure instanceof DecoderException) {
            return new CitrixException(Reason.BAD_RESPONSE, 0, "the answer cannot be decoded: " + kind, failure);
        }
        if (failure instanceof UnknownHostException) {
            return new CitrixException(Reason.CONNECT, 0, "the host name is not known", failure);
        }
        if (failure instanceof IOException
                || failure instanceof HttpClosedException
                || failure instanceof StreamResetException
                || failure instanceof VertxException) {
            return new CitrixException(Reason.CONNECT, 0, "no connection, or it broke: " + kind, failure);
        }
        return new CitrixException(Reason.BAD_RESPONSE, 0, "unexpected " + kind, failure);
    }
}
