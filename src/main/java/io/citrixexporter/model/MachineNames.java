package io.citrixexporter.model;

import java.util.Locale;
import java.util.Optional;

/** The forms of a machine name. */
public final class MachineNames {
    private MachineNames() {}

    /**
     * The short name of a machine: {@code CTX-01} for {@code CORP\CTX-01} and for {@code CTX-01.corp.example}.
     * An IP address is its own short name.
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

    /**
     * The first part of the domain of a machine, in small letters: {@code corp} for {@code CORP\CTX-01} and for
     * {@code CTX-01.corp.example}. Empty for a name without a domain, and for an IP address.
     */
    public static String comparableDomain(String name) {
        int backslash = name.indexOf('\\');
        String domain = backslash >= 0
                ? name.substring(0, backslash)
                : name.substring(shortName(name).length());
        return comparable(domain.replaceFirst("^\\.", "").replaceFirst("\\..*", ""));
    }

    /** The DNS name for a name with a DNS domain before the backslash, such as {@code corp.example\CTX-01}. */
    public static Optional<String> dnsName(String name) {
        int backslash = name.indexOf('\\');
        return name.lastIndexOf('.', backslash) > 0 && name.indexOf('.', backslash) < 0
                ? Optional.of(name.substring(backslash + 1) + "." + name.substring(0, backslash))
                : Optional.empty();
    }

    /** Windows names are case-insensitive: names are equal if they are equal in this form. */
    public static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
