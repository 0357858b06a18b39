package io.citrixexporter.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the constant for a text from the API, regardless of case. */
public final class EnumParser<E extends CitrixValue> {
    private final Map<String, E> byText;
    private final Map<String, E> byLowerCaseText;
    private final E unknown;

    /** @param unknown the constant for null, empty and undocumented text */
    EnumParser(E[] values, E unknown) {
        this.byText = Arrays.stream(values).collect(Collectors.toUnmodifiableMap(E::text, Function.identity()));
        this.byLowerCaseText = Arrays.stream(values)
                .collect(Collectors.toUnmodifiableMap(
                        value -> value.text().toLowerCase(Locale.ROOT), Function.identity()));
        this.unknown = unknown;
    }

    /** The constant; the unknown one for null, empty and undocumented text. */
    public E of(@Nullable String text) {
        E value = find(text);
        return value == null ? unknown : value;
    }

    /** Whether Citrix documents the text; true for Citrix's own {@code Unknown}. */
    public boolean recognizes(@Nullable String text) {
        return find(text) != null;
    }

    /** Nearly every text has the documented case, so that lower-casing is rarely needed. */
    private @Nullable E find(@Nullable String text) {
        if (text == null) {
            return null;
        }
        E exact = byText.get(text);
        return exact == null ? byLowerCaseText.get(text.strip().toLowerCase(Locale.ROOT)) : exact;
    }
}
