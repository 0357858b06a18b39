package io.citrixexporter.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the constant that a text from Citrix stands for, regardless of case.
 *
 * @param <E> the enum, whose constants each know their text
 */
public final class EnumParser<E> {
    private final Map<String, E> bySpelling;
    private final Map<String, E> byText;
    private final E unknown;

    /**
     * Over all constants.
     *
     * @param text Citrix's spelling of a constant
     * @param unknown what everything else becomes
     */
    public EnumParser(E[] values, Function<E, String> text, E unknown) {
        this.bySpelling = Arrays.stream(values).collect(Collectors.toUnmodifiableMap(text, Function.identity()));
        this.byText = Arrays.stream(values)
                .collect(Collectors.toUnmodifiableMap(
                        value -> text.apply(value).toLowerCase(Locale.ROOT), Function.identity()));
        this.unknown = unknown;
    }

    /** The constant, or the unknown one for null, empty and text that nobody knows yet. */
    public E of(@Nullable String text) {
        E known = find(text);
        return known == null ? unknown : known;
    }

    /** Whether the text is a spelling that Citrix documents, its own {@code Unknown} included. */
    public boolean recognizes(@Nullable String text) {
        return find(text) != null;
    }

    /** Nearly every text is spelt as documented; only the others are worth a second look. */
    private @Nullable E find(@Nullable String text) {
        if (text == null) {
            return null;
        }
        E spelt = bySpelling.get(text);
        return spelt == null ? byText.get(text.strip().toLowerCase(Locale.ROOT)) : spelt;
    }
}
