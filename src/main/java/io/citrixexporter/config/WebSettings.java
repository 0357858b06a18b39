package io.citrixexporter.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Access to the endpoint and what it exports. Without a users file and client certificates, access is open.
 *
 * @param usersFile the users that may read it
 * @param clientCertificates whether a client certificate that the server's trust store knows is accepted
 * @param openHealth whether the health checks need no credentials
 * @param disabledMetrics families of the Java runtime that are not shown, by the first word of their names
 */
public record WebSettings(
        Optional<UsersFile> usersFile, boolean clientCertificates, boolean openHealth, Set<String> disabledMetrics) {
    /** The families of the Java runtime. */
    public static final List<String> RUNTIME_METRICS = List.of("jvm", "netty", "process", "system");

    /** As the exporter comes. */
    public static final WebSettings OPEN = new WebSettings(Optional.empty(), false, true, Set.of());

    public WebSettings {
        disabledMetrics = Set.copyOf(disabledMetrics);
    }

    /** Whether credentials are needed. */
    public boolean restricted() {
        return usersFile.isPresent() || clientCertificates;
    }
}
