package io.citrixexporter.config;

import static io.citrixexporter.config.AuthKind.CLOUD;
import static io.citrixexporter.config.AuthKind.GOV;
import static io.citrixexporter.config.AuthKind.ON_PREMISES;
import static io.citrixexporter.config.AuthKind.TOKEN;
import static io.citrixexporter.config.ConfigCheck.given;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** Checks what concerns more than one key of a site, and whether files and configurations that its keys name can be used. */
final class SiteConfigCheck {
    private static final Logger LOG = Logger.getLogger(SiteConfigCheck.class);

    private final ExporterConfig.Site site;
    private final boolean sharded;
    private final SmallRyeConfig config;
    private final Problems problems;

    SiteConfigCheck(ExporterConfig.Site site, boolean sharded, SmallRyeConfig config, Problems problems) {
        this.site = site;
        this.sharded = sharded;
        this.config = config;
        this.problems = problems;
    }

    void run() {
        checkControllers();
        checkMachines();
        if (site.inventory().interval().isEmpty()) {
            checkWithoutInventory();
        }
        site.tlsConfigurationName().ifPresent(this::checkTls);
        site.proxyConfigurationName().ifPresent(this::checkProxy);
        if (!problems.has(key("auth.kind"))) {
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
        String fileKey = key("machines-file");
        site.machinesFile().ifPresent(file -> {
            try {
                new MachinesFile(file).names();
            } catch (UnusableFileException e) {
                problems.add(fileKey, file.toString(), e.problem());
            }
        });
        boolean none = site.machines().isEmpty()
                && site.machinesFile().isEmpty()
                && !site.discovery().enabled();
        if (none && !problems.has(fileKey)) {
            problems.add(
                    key("machines"),
                    "no machine is named; list the machines here, name a file in machines-file,"
                            + " or set discovery.enabled for every machine of the site");
        }
        if (site.strategy() == Strategy.SITE && sharded) {
            problems.add(
                    key("strategy"),
                    Strategy.SITE.text(),
                    "each shard would read all sessions of the site; use per-machine, or set citrix.shard.total to 1");
        }
    }

    private void checkWithoutInventory() {
        String key = key("inventory.interval");
        if (site.discovery().enabled()) {
            problems.add(key, "off", "discovery needs the inventory; set an interval, or list the machines");
        }
        if (site.strategy() == Strategy.SITE) {
            problems.add(key, "off", "strategy site needs the inventory; set an interval, or use strategy per-machine");
        }
        if (sharded) {
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
        boolean known = name.equals("none")
                || given(config, "quarkus.proxy." + name + ".host").isPresent()
                || given(config, "quarkus.proxy.\"" + name + "\".host").isPresent();
        if (!known) {
            problems.add(
                    key("proxy-configuration-name"),
                    name,
                    "there is no such proxy configuration; set quarkus.proxy.%s.host and port, or write none for no proxy"
                            .formatted(name));
        }
    }

    private void checkAuth(ExporterConfig.Auth auth) {
        AuthKind kind = auth.kind();
        if (kind == TOKEN) {
            refuse("auth.client-id", auth.clientId());
            refuse("auth.client-secret", auth.clientSecret());
            refuse("auth.client-secret-file", auth.clientSecretFile());
            refuse("auth.token-url", auth.tokenUrl());
            requireOne("auth.token", auth.token(), auth.tokenFile());
        } else {
            refuse("auth.token", auth.token());
            refuse("auth.token-file", auth.tokenFile());
            requireOne("auth.client-secret", auth.clientSecret(), auth.clientSecretFile());
            checkClientId(kind, auth.clientId());
        }
        if ((kind == CLOUD || kind == GOV) && site.customerId().equals(ExporterConfig.Site.ON_PREMISES_CUSTOMER)) {
            problems.add(
                    key("customer-id"),
                    "is missing or CitrixOnPremises; auth.kind %s needs the customer id that Citrix Cloud shows under API access"
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

    private void requireOne(String suffix, Optional<Secret> text, Optional<Secret> file) {
        String key = key(suffix);
        String fileKey = key + "-file";
        if (text.isPresent() && file.isPresent()) {
            problems.add(key, "is set beside " + fileKey + "; keep one of the two");
        } else if (text.isEmpty() && file.isEmpty() && !problems.has(fileKey)) {
            problems.add(
                    key,
                    "is missing; auth.kind %s needs it, or %s-file"
                            .formatted(site.auth().kind().text(), suffix));
        }
        text.ifPresent(secret -> warnOfSurprises(key, secret));
        file.ifPresent(secret -> warnOfSurprises(fileKey, secret));
    }

    /** A secret that may not be read as the user means it, or that others can read. */
    private void warnOfSurprises(String key, Secret secret) {
        try {
            if (PastedText.quoted(secret.read())) {
                LOG.warnf("%s: begins and ends with a quote, which is taken as a part of the secret", key);
            }
        } catch (IOException e) {
            // The file could be read a moment ago; a later failure is logged where the secret is needed.
        }
        if (given(config, key).filter(text -> text.contains("$$")).isPresent()) {
            LOG.warnf("%s: $$ in it is read as $; write $$$$ for $$, or put the secret into a file", key);
        }
        if (secret instanceof Secret.OfFile file) {
            FileAccess.warnIfShared(key, file.file());
        }
    }

    private void checkClientId(AuthKind kind, Optional<String> clientId) {
        String key = key("auth.client-id");
        boolean onPremises = kind == ON_PREMISES;
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
        return "citrix.sites." + site.name() + "." + suffix;
    }
}
