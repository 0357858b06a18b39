package io.citrixexporter.demo;

/** A phase of a session from a minute of the day on. */
record Stretch(double from, Phase phase) {}
