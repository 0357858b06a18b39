package io.citrixexporter.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the sessions of a site are read. What is exported is the same. */
public enum Strategy {
    /** One call for each machine. */
    PER_MACHINE,
    /** One walk over all sessions of the site, page by page. */
    SITE;

    /** How the user writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Strategy> of(String text) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.text().equalsIgnoreCase(text))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Strategy::text).collect(Collectors.joining(", "));
    }
}
