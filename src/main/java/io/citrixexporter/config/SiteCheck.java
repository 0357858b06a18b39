package io.citrixexporter.config;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** The checks of {@link CrossKeyCheck} for one site. */
final class SiteCheck {
    private static final Logger LOG = Logger.getLogger(SiteCheck.class);
    private static final String NO_PROXY = "none";

    private final String prefix;
    private final ExporterConfig.Site site;
    private final int shards;
    private final SmallRyeConfig config;
    private final Problems problems;

    /**
     * The check of a site.
     *
     * @param shards how many exporters share its machines
     */
    SiteCheck(String name, ExporterConfig.Site site, int shards, SmallRyeConfig config, Problems problems) {
        this.prefix = "citrix.sites." + name + ".";
        this.site = site;
        this.shards = shards;
        this.config = config;
        this.problems = problems;
    }

    void run() {
        checkControllers();
        checkMachines();
        checkInventory();
        site.tlsConfigurationName().ifPresent(this::checkTls);
        site.proxyConfigurationName().ifPresent(this::checkProxy);
        if (!problems.concern(key("auth.kind"))) {
            checkAuth(site.auth());
        }
    }

    private void checkControllers() {
        String key = key("url");
        if (site.url().isEmpty()) {
            problems.add(
                    key,
                    "is missing; set the address of the API, such as https://api.cloud.com or https://ddc1.corp.example");
        }
        site.url().orElse(List.of()).stream()
                .map(URI::toString)
                .filter(url -> !url.matches("[^/]+//[^/]+/?"))
                .forEach(url -> problems.add(key, url, "must not have a path; put the path into base-path"));
    }

    private void checkMachines() {
        site.machinesFile().ifPresent(this::checkMachinesFile);
        boolean none = site.machines().isEmpty()
                && site.machinesFile().isEmpty()
                && SettingsFactory.discovery(site.discovery()).isEmpty();
        if (none && !problems.concern(key("machines-file"))) {
            problems.add(
                    key("machines"),
                    "no machine is named; list the machines here, name a file in machines-file,"
                            + " or set discovery.enabled for every machine of the site");
        }
        if (site.strategy() == Strategy.SITE && shards > 1) {
            problems.add(
                    key("strategy"),
                    Strategy.SITE.text(),
                    "each shard would read all sessions of the site; use per-machine, or set citrix.shard.total to 1");
        }
    }

    private void checkMachinesFile(Path file) {
        try {
            new MachinesFile(file).names();
        } catch (UnusableFileException e) {
            problems.add(key("machines-file"), file.toString(), e.problem());
        }
    }

    private void checkInventory() {
        String key = key("inventory.interval");
        if (site.inventory().interval().isPresent()) {
            return;
        }
        if (SettingsFactory.discovery(site.discovery()).isPresent()) {
            problems.add(key, "off", "discovery needs the inventory; set an interval, or list the machines");
        }
        if (site.strategy() == Strategy.SITE) {
            problems.add(key, "off", "strategy site needs the inventory; set an interval, or use strategy per-machine");
        }
        if (shards > 1) {
            site.machines().orElse(List.of()).stream()
                    .filter(MachineIds::isIdOrSid)
                    .forEach(name -> problems.add(
                            key("machines"),
                            name,
                            "shards need the inventory to assign an id or SID; write DOMAIN\\NAME, or set " + key));
        }
    }

    private void checkTls(String name) {
        List<String> prefixes = List.of(
                "quarkus.tls." + name + ".",
                "quarkus.tls.\"" + name + "\".",
                EnvironmentVariables.name("quarkus.tls." + name + "."));
        boolean known = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .anyMatch(key -> prefixes.stream().anyMatch(key::startsWith));
        if (!known) {
            problems.add(
                    key("tls-configuration-name"),
                    name,
                    "there is no such TLS configuration; set quarkus.tls." + name
                            + ".trust-store.pem.certs or another key of it");
        }
    }

    private void checkProxy(String name) {
        boolean known = name.equals(NO_PROXY)
                || isSet("quarkus.proxy." + name + ".host")
                || isSet("quarkus.proxy.\"" + name + "\".host");
        if (!known) {
            problems.add(
                    key("proxy-configuration-name"),
                    name,
                    "there is no such proxy configuration; set quarkus.proxy.%s.host and port, or write none for no proxy"
                            .formatted(name));
        }
    }

    private boolean isSet(String key) {
        return CrossKeyCheck.given(config, key).isPresent();
    }

    private void checkAuth(ExporterConfig.Auth auth) {
        AuthKind kind = auth.kind();
        if (kind == AuthKind.TOKEN) {
            refuse("auth.client-id", auth.clientId());
            refuse("auth.client-secret", auth.clientSecret());
            refuse("auth.client-secret-file", auth.clientSecretFile());
            refuse("auth.token-url", auth.tokenUrl());
            requireOne("auth.token", auth.token(), "auth.token-file", auth.tokenFile());
        } else {
            refuse("auth.token", auth.token());
            refuse("auth.token-file", auth.tokenFile());
            requireOne("auth.client-secret", auth.clientSecret(), "auth.client-secret-file", auth.clientSecretFile());
            checkClientId(kind, auth.clientId());
        }
        if ((kind == AuthKind.CLOUD || kind == AuthKind.GOV)
                && site.customerId().isEmpty()) {
            problems.add(
                    key("customer-id"),
                    "is missing; auth.kind %s needs the customer id that Citrix Cloud shows under API access"
                            .formatted(kind.text()));
        }
    }

    private void refuse(String suffix, Optional<?> value) {
        if (value.isPresent()) {
            problems.add(
                    key(suffix),
                    "is not used with auth.kind %s; remove it or change the kind"
                            .formatted(site.auth().kind().text()));
        }
    }

    private void requireOne(String textSuffix, Optional<Secret> text, String fileSuffix, Optional<Secret> file) {
        if (text.isPresent() && file.isPresent()) {
            problems.add(key(textSuffix), "is set beside " + key(fileSuffix) + "; keep one of the two");
        } else if (text.isEmpty() && file.isEmpty() && !problems.concern(key(fileSuffix))) {
            problems.add(
                    key(textSuffix),
                    "is missing; auth.kind %s needs it, or %s"
                            .formatted(site.auth().kind().text(), fileSuffix));
        }
        text.ifPresent(secret -> warnOfSurprises(key(textSuffix), secret));
        file.ifPresent(secret -> warnOfSurprises(key(fileSuffix), secret));
    }

    /** A secret that may not be read as the user means it. */
    private void warnOfSurprises(String key, Secret secret) {
        try {
            if (PastedText.quoted(secret.read())) {
                LOG.warnf("%s: begins and ends with a quote, which is taken as a part of the secret", key);
            }
        } catch (IOException e) {
            // The file could be read a moment ago; a later failure is logged where the secret is needed.
        }
        if (CrossKeyCheck.given(config, key).filter(text -> text.contains("$$")).isPresent()) {
            LOG.warnf("%s: $$ in it is read as $; write $$$$ for $$, or put the secret into a file", key);
        }
    }

    private void checkClientId(AuthKind kind, Optional<String> clientId) {
        String key = key("auth.client-id");
        boolean onPremises = kind == AuthKind.ON_PREMISES;
        if (clientId.isEmpty()) {
            problems.add(
                    key,
                    onPremises
                            ? "is missing; set the account as DOMAIN\\user"
                            : "is missing; set the id of the service principal");
        }
        // An account in another form would be rejected, and locked after some attempts.
        clientId.filter(id -> onPremises && !id.matches("[^\\\\/]+(\\\\[^\\\\/]+)?"))
                .ifPresent(id -> problems.add(key, id, "write the account as DOMAIN\\user, with one backslash"));
    }

    private String key(String suffix) {
        return prefix + suffix;
    }
}
