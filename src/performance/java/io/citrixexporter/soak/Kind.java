package io.citrixexporter.soak;

/** A kind of session, as label values. */
record Kind(String state, String protocol, String appState) {}
