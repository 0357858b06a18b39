package io.citrixexporter.inventory;

import java.util.Locale;

/** The forms in which the name of a machine comes. */
final class MachineNames {
    private MachineNames() {}

    /**
     * The short name of a machine: {@code CTX-01} for {@code CORP\CTX-01} and for {@code CTX-01.corp.example}.
     * An IP address has none and stays whole.
     */
    static String shortName(String name) {
        int start = name.indexOf('\\') + 1;
        int dot = name.indexOf('.', start);
        boolean whole = dot <= start || isAddress(name, start);
        return whole ? name.substring(start) : name.substring(start, dot);
    }

    private static boolean isAddress(String name, int start) {
        return name.chars().skip(start).allMatch(digit -> digit == '.' || (digit >= '0' && digit <= '9'));
    }

    /** Windows names know no case: two names that are the same in this form are the same. */
    static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
