package io.citrixexporter.citrix.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An exception and its causes, to be classified. Messages are only compared with known texts: they may contain bytes that
 * a server sent.
 *
 * @param all the exception first
 */
record Causes(List<Throwable> all) {
    private static final int MAX_DEPTH = 20;

    static Causes of(Throwable failure) {
        return new Causes(Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_DEPTH)
                .toList());
    }

    /** Whether there is an exception of one of these types. */
    boolean has(Class<?>... types) {
        return Stream.of(types).anyMatch(type -> all.stream().anyMatch(type::isInstance));
    }

    /** Whether a message contains one of these texts. */
    boolean messageContains(String... texts) {
        return messages(Throwable.class).anyMatch(message -> Stream.of(texts).anyMatch(message::contains));
    }

    /** The first match in the messages of exceptions of a type. */
    Optional<Matcher> find(Class<?> type, Pattern pattern) {
        return messages(type).map(pattern::matcher).filter(Matcher::find).findFirst();
    }

    private Stream<String> messages(Class<?> type) {
        return all.stream().filter(type::isInstance).map(cause -> String.valueOf(cause.getMessage()));
    }
}
