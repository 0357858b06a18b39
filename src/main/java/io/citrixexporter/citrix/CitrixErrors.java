package io.citrixexporter.citrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.citrixexporter.config.OneLine;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import jakarta.ws.rs.ProcessingException;
import java.io.CharConversionException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says what a failure means: the one place where statuses and exceptions become a {@link Reason}. */
final class CitrixErrors {
    private static final int LONGEST_TEXT = 200;

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

    /** A 404 of a web server that is no Citrix API: the API answers in JSON. */
    static CitrixException notTheApi(int status) {
        return failure(Reason.BAD_RESPONSE, status, "no answer of the API; check url and base-path");
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
            if (cause instanceof NotSslRecordException) {
                // Its message shows what the server sent.
                return new CitrixException(Reason.TLS, 0, "the port does not speak TLS; check url", null);
            }
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return new CitrixException(Reason.TLS, 0, "no trust: " + deepest(cause), failure);
            }
        }
        return ofTransport(withoutWrapping(failure));
    }

    /**
     * What the operating system or the TLS engine said, such as "Connection refused": they never see a header or a body.
     * Of any other exception only the kind is told.
     */
    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean harmless = cause instanceof SocketException
                || cause instanceof SSLException
                || cause instanceof GeneralSecurityException;
        String message = cause.getMessage();
        if (!harmless || message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        return OneLine.of(message, LONGEST_TEXT);
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
        // Jackson says so of bytes that stand for no characters; a connection never does.
        if (failure instanceof JsonProcessingException || failure instanceof CharConversionException) {
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
            return new CitrixException(Reason.CONNECT, 0, "no connection, or it broke: " + deepest(failure), failure);
        }
        // Without its cause, whose message may hold what the server sent.
        return new CitrixException(Reason.BAD_RESPONSE, 0, "unexpected " + kind, null);
    }
}
