package io.citrixexporter.metrics;

/**
 * Which build of the exporter runs, on which Java.
 *
 * @param version its version
 * @param revision the abbreviated commit, or {@code unknown} for a build outside a checkout
 * @param javaVersion the version of the Java runtime
 */
record BuildInfo(String version, String revision, String javaVersion) {}
