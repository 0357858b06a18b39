package io.citrixexporter.model;

import java.util.Locale;
import java.util.Optional;

/** The forms in which the name of a machine comes. */
public final class MachineNames {
    private MachineNames() {}

    /**
     * The short name of a machine: {@code CTX-01} for {@code CORP\CTX-01} and for {@code CTX-01.corp.example}.
     * An IP address has none and stays whole.
     */
    public static String shortName(String name) {
        int start = name.indexOf('\\') + 1;
        int dot = name.indexOf('.', start);
        boolean whole = dot <= start || isAddress(name, start);
        return whole ? name.substring(start) : name.substring(start, dot);
    }

    private static boolean isAddress(String name, int start) {
        return name.chars().skip(start).allMatch(digit -> digit == '.' || (digit >= '0' && digit <= '9'));
    }

    /** The DNS name of a machine whose name is written with a DNS domain, as {@code corp.example\CTX-01}. */
    public static Optional<String> dnsName(String name) {
        int backslash = name.indexOf('\\');
        return name.lastIndexOf('.', backslash) > 0 && name.indexOf('.', backslash) < 0
                ? Optional.of(name.substring(backslash + 1) + "." + name.substring(0, backslash))
                : Optional.empty();
    }

    /** Windows names know no case: two names that are the same in this form are the same. */
    public static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
