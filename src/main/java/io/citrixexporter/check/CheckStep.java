package io.citrixexporter.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A step of a check.
 *
 * @param step what was tried
 * @param result how it ended
 * @param milliseconds how long it took, if it called Citrix
 * @param detail what was found, on one line
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CheckStep(String step, Result result, OptionalLong milliseconds, String detail) {

    public enum Result {
        OK,
        /** Polling works, but there is something to look at. */
        WARNING,
        FAILED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
