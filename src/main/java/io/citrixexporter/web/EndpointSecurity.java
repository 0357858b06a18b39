package io.citrixexporter.web;

import io.citrixexporter.config.ExporterConfig.Web;
import io.citrixexporter.config.Loopback;
import io.citrixexporter.config.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.security.HttpSecurity;
import io.vertx.core.http.ClientAuth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Restricts the endpoint to users and client certificates, where these are configured. */
@ApplicationScoped
class EndpointSecurity {
    private static final Logger LOG = Logger.getLogger(EndpointSecurity.class);

    private static final String[] HEALTH = {"/q/health", "/q/health/*", "/-/healthy", "/-/ready"};

    private final Web web;
    private final Optional<TlsConfiguration> tls;
    private final String host;
    private final String plainRequests;

    EndpointSecurity(
            Settings settings,
            TlsConfigurationRegistry registry,
            @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> tlsName,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled") String plainRequests) {
        this.web = settings.web();
        this.tls = tlsName.flatMap(registry::get);
        this.host = host;
        this.plainRequests = plainRequests;
    }

    void configure(@Observes HttpSecurity security) {
        if (!web.restricted()) {
            return;
        }
        if (web.usersFile().isPresent()) {
            warnOfPlainPasswords();
            security.basic("Citrix session exporter");
        }
        if (web.clientCertificates()) {
            checkTrustStore();
            // Not required by TLS itself: a user may come with a password, and a health check with nothing.
            security.mTLS(ClientAuth.REQUEST);
        }
        if (web.openHealth()) {
            security.path(HEALTH).permit();
        }
        security.path("/*").authenticated();
    }

    private void warnOfPlainPasswords() {
        boolean encrypted = tls.isPresent() && !plainRequests.equalsIgnoreCase("enabled");
        if (!encrypted && !Loopback.matches(host)) {
            LOG.warn(
                    "citrix.web.users-file: passwords are sent without encryption; set quarkus.http.tls-configuration-name,"
                            + " and quarkus.http.insecure-requests to disabled");
        }
    }

    private void checkTrustStore() {
        if (tls.map(TlsConfiguration::getTrustStoreOptions).isEmpty()) {
            throw new ConfigurationException(
                    "citrix.web.client-certificates = \"true\": the endpoint has no TLS with a trust"
                            + " store; set quarkus.http.tls-configuration-name, and the trust store of that configuration");
        }
    }
}
