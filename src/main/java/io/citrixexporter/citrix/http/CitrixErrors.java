package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;

/** Says what a failure means: the one place where statuses and exceptions become a {@link FailureReason}. */
public final class CitrixErrors {
    private CitrixErrors() {}

    /** The failure that an answer with this status stands for; statuses other than 200. */
    public static CitrixException ofStatus(int status) {
        return switch (status) {
            case 401 -> failure(FailureReason.AUTH, status, "the API refused the token");
            case 403 -> failure(FailureReason.FORBIDDEN, status, "the account may not read this");
            case 404 -> failure(FailureReason.NOT_FOUND, status, "the API does not know it");
            case ProxyErrors.AUTHENTICATION_REQUIRED -> ProxyErrors.ofStatus(status);
            case 429 -> failure(FailureReason.THROTTLED, status, "too many requests");
            case 530 -> failure(FailureReason.SERVER_ERROR, status, "the Citrix Cloud site is frozen");
            default -> {
                if (status >= 500) {
                    yield failure(FailureReason.SERVER_ERROR, status, "the server failed");
                }
                yield status >= 300 && status < 400
                        ? failure(
                                FailureReason.BAD_RESPONSE,
                                status,
                                "a redirect, which is never followed; check url and region")
                        : failure(FailureReason.BAD_RESPONSE, status, "an answer that the API does not promise");
            }
        };
    }

    /** A 404 of a web server that is no Citrix API: the API answers in JSON. */
    static CitrixException notTheApi(int status) {
        return failure(FailureReason.BAD_RESPONSE, status, "no answer of the API; check url and base-path");
    }

    private static CitrixException failure(FailureReason reason, int status, String message) {
        return new CitrixException(reason, status, "HTTP " + status + ": " + message, null);
    }

    /** The failure that an exception from below the API stands for. */
    public static CitrixException of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CitrixException known) {
                return known;
            }
            if (cause instanceof TooLargeException tooLarge) {
                return new CitrixException(FailureReason.TOO_LARGE, tooLarge.description());
            }
        }
        return ConnectionErrors.of(failure);
    }
}
