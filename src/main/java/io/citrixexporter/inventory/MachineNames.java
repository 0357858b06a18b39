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
        String withoutDomain = name.substring(name.indexOf('\\') + 1);
        int dot = withoutDomain.indexOf('.');
        boolean address = withoutDomain.matches("[0-9.]+");
        return dot <= 0 || address ? withoutDomain : withoutDomain.substring(0, dot);
    }

    /** Windows names know no case: two names that are the same in this form are the same. */
    static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
