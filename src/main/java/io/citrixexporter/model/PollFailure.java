package io.citrixexporter.model;

/**
 * Why a poll, a login or a read of the inventory failed.
 *
 * @param reason the {@code reason} label
 * @param message one line for the log, without secrets or personal data
 * @param sent whether a request was sent, so that the failure is about what it asked for
 */
public record PollFailure(FailureReason reason, String message, boolean sent) {

    /** For people: the reason and the message. */
    public String text() {
        return reason.label() + ": " + message;
    }
}
