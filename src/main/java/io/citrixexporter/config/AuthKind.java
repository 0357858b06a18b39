package io.citrixexporter.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways to obtain a bearer token. */
public enum AuthKind {
    /** Client credentials of a Citrix Cloud service principal, posted as a form. */
    CLOUD("cloud"),
    /** An Active Directory account at a Delivery Controller, with Basic authentication. */
    ON_PREMISES("on-premises"),
    /** Client credentials at Citrix Cloud Government, posted as JSON. */
    GOV("gov"),
    /** A token that somebody else fetches. */
    TOKEN("token");

    private final String text;

    AuthKind(String text) {
        this.text = text;
    }

    /** How the user writes it. */
    public String text() {
        return text;
    }

    static Optional<AuthKind> of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equalsIgnoreCase(text))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(AuthKind::text).collect(Collectors.joining(", "));
    }
}
