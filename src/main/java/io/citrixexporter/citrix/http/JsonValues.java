package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values of a response: the one place that decides whether a value is known. Null, an empty text, a placeholder
 * and a value of another type than documented are not known and read as null; none of them fails the response. Each method
 * starts at the first token of the value and ends at its last.
 */
public final class JsonValues {
    // Backslashes before any letter: \xHH has been seen in responses (Citrix's own onboarding script repairs them).
    // A number may be of any length: it is compared and counted digit by digit.
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** For small responses that are read whole. Their numbers become objects, so their length is bounded. */
    public static final ObjectMapper TREES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(100_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Zeros, as in an empty GUID, and words that other programs write for nothing. */
    private static final Pattern NO_ID = Pattern.compile("[-{}0?.\\s]*|null|nil|none|unknown|undefined|n/?a");

    private static final int MAX_DIGITS = 10;

    private JsonValues() {}

    interface Reader {
        @Nullable
        String read(JsonParser json) throws IOException;
    }

    /** Whether there is nothing: null, or a text without characters. */
    static boolean isEmpty(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> true;
            case VALUE_STRING -> json.getText().isBlank();
            default -> false;
        };
    }

    /** A text without surrounding white space; a number counts as one. */
    static @Nullable String text(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String text = json.getText().strip();
                yield text.isEmpty() ? null : text;
            }
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    /** Whether a text identifies something, and is not a placeholder that several things may share. */
    static boolean isId(String text) {
        return !NO_ID.matcher(text.strip().toLowerCase(Locale.ROOT)).matches();
    }

    /** An id: a text that is not a placeholder. */
    static @Nullable String id(JsonParser json) throws IOException {
        boolean string = json.currentToken() == JsonToken.VALUE_STRING;
        String text = text(json);
        return string && text != null && isId(text) ? text : null;
    }

    /** A whole number from 0 to {@link Integer#MAX_VALUE}. */
    static @Nullable Integer count(JsonParser json) throws IOException {
        boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
        String text = text(json);
        if (!whole || text == null || text.length() > MAX_DIGITS) {
            return null;
        }
        long value = Long.parseLong(text);
        return value >= 0 && value <= Integer.MAX_VALUE ? (Integer) (int) value : null;
    }

    /** True or false. */
    static @Nullable Boolean flag(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        json.skipChildren();
        return token.isBoolean() ? (Boolean) (token == JsonToken.VALUE_TRUE) : null;
    }

    /**
     * A value inside an object; null if there is no object, or no such value. If the name is there twice the last value
     * counts.
     *
     * @param duplicate called for each further value of that name
     */
    static @Nullable String inside(JsonParser json, String name, Reader value, Runnable duplicate) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        String found = null;
        boolean seen = false;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (field.equals(name)) {
                if (seen) {
                    duplicate.run();
                }
                seen = true;
                found = value.read(json);
            } else {
                json.skipChildren();
            }
        }
        return found;
    }
}
