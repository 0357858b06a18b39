package io.citrixexporter.soak;

/** A kind of session, in the words of the labels. */
record Kind(String state, String protocol, String appState) {}
