package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.citrixexporter.model.FailureReason;
import java.io.CharConversionException;

/** Classifies failures: the one place where statuses and exceptions become a {@link FailureReason}. */
public final class CitrixErrors {
    private CitrixErrors() {}

    /** The failure of a response with a status other than 200. */
    public static CitrixException ofStatus(int status) {
        return switch (status) {
            case 401 -> failure(FailureReason.AUTH, status, "the API rejected the token");
            case 403 -> failure(FailureReason.FORBIDDEN, status, "the account may not read this");
            case 404 -> failure(FailureReason.NOT_FOUND, status, "not found");
            case ProxyErrors.AUTHENTICATION_REQUIRED -> ProxyErrors.ofStatus(status);
            case 429 -> failure(FailureReason.THROTTLED, status, "too many requests");
            case 530 -> failure(FailureReason.SERVER_ERROR, status, "the Citrix Cloud site is frozen");
            default -> ofClass(status);
        };
    }

    private static CitrixException ofClass(int status) {
        return switch (status / 100) {
            case 3 ->
                failure(
                        FailureReason.BAD_RESPONSE,
                        status,
                        "a redirect, which is never followed; check url and region");
            case 1, 2, 4 -> failure(FailureReason.BAD_RESPONSE, status, "a status that the API does not document");
            default -> failure(FailureReason.SERVER_ERROR, status, "server error");
        };
    }

    /** A 404 of a web server other than the API, which responds in JSON. */
    static CitrixException notTheApi() {
        return failure(FailureReason.BAD_RESPONSE, 404, "not a response of the API; check url and base-path");
    }

    private static CitrixException failure(FailureReason reason, int status, String message) {
        return new CitrixException(reason, status, "HTTP " + status + ": " + message);
    }

    /** The failure that any exception stands for. */
    public static CitrixException of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CitrixException known) {
                return known;
            }
        }
        Causes causes = Causes.of(failure);
        // Jackson throws the latter for invalid UTF-8; a connection never does. First, as a message of Jackson may
        // contain any text.
        return causes.has(JsonProcessingException.class, CharConversionException.class)
                ? new CitrixException(FailureReason.BAD_RESPONSE, "the response is not valid JSON")
                : ConnectionErrors.of(causes);
    }
}
