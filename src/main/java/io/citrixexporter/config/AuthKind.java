package io.citrixexporter.config;

/** The ways to obtain a bearer token. */
public enum AuthKind implements KeyWord {
    /** Client credentials of a Citrix Cloud service principal, posted as a form. */
    CLOUD,
    /** An Active Directory account at a Delivery Controller, with Basic authentication. */
    ON_PREMISES,
    /** Client credentials at Citrix Cloud Government, posted as JSON. */
    GOV,
    /** A token obtained elsewhere. */
    TOKEN
}
