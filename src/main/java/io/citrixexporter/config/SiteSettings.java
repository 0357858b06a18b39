package io.citrixexporter.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One Citrix site.
 *
 * @param name the value of the {@code site} label: letters, digits, {@code -} and {@code _}
 * @param url scheme, host and port of the API, without a path
 * @param basePath path of the API on that host: empty, or with a leading and without a trailing slash
 * @param customerId value of the header {@code Citrix-CustomerId}
 * @param siteId value of the header {@code Citrix-InstanceId} where the user gave it
 * @param machines names of the machines to poll as the user wrote them, in that order, none twice
 * @param auth how to sign in
 * @param tlsConfigurationName name of the {@code quarkus.tls} bucket to use
 */
public record SiteSettings(
        String name,
        URI url,
        String basePath,
        String customerId,
        Optional<String> siteId,
        List<String> machines,
        AuthSettings auth,
        Optional<String> tlsConfigurationName) {
    public SiteSettings {
        machines = List.copyOf(machines);
    }

    /** The address that every path of the API is relative to. */
    public URI apiUri() {
        return URI.create(url + basePath);
    }
}
