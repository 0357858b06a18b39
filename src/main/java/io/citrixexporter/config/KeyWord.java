package io.citrixexporter.config;

import java.util.Locale;

/** A constant that is written in the configuration in small letters with dashes. */
interface KeyWord {
    /** As every enum has it. */
    String name();

    /** How it is written. */
    default String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
