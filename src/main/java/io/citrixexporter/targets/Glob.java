package io.citrixexporter.targets;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pattern with {@code *} for any text and {@code ?} for any one character, regardless of case. */
final class Glob {
    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    static Glob of(String text) {
        String regex = text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return new Glob(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
    }

    static List<Glob> all(Optional<List<String>> texts) {
        return texts.orElse(List.of()).stream().map(Glob::of).toList();
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
