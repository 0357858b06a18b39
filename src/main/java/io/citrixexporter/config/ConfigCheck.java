package io.citrixexporter.config;

import static io.citrixexporter.config.AuthKind.CLOUD;
import static io.citrixexporter.config.AuthKind.GOV;
import static io.citrixexporter.config.AuthKind.ON_PREMISES;
import static io.citrixexporter.config.AuthKind.TOKEN;

import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** Checks what concerns more than one key, and whether files and configurations that the keys name can be used. */
final class ConfigCheck {
    private static final Logger LOG = Logger.getLogger(ConfigCheck.class);

    private static final List<String> UNUSED_PROXIES = List.of(
            "quarkus.rest-client.proxy-address",
            "quarkus.rest-client.proxy-configuration-name",
            "quarkus.rest-client.non-proxy-hosts");

    private final ExporterConfig mapping;
    private final SmallRyeConfig config;
    private final Problems problems;

    /**
     * A check of one configuration.
     *
     * @param mapping without the values that have a problem already
     * @param config all keys, those of Quarkus too
     */
    ConfigCheck(ExporterConfig mapping, SmallRyeConfig config, Problems problems) {
        this.mapping = mapping;
        this.config = config;
        this.problems = problems;
    }

    void run() {
        checkPoll(mapping.poll());
        ExporterConfig.Shard shard = mapping.shard();
        if (shard.index() >= shard.total() && !problems.has("citrix.shard.total")) {
            problems.add(
                    "citrix.shard.index",
                    Integer.toString(shard.index()),
                    "must be less than citrix.shard.total, " + shard.total());
        }
        mapping.web().usersFile().ifPresent(this::checkUsers);
        checkProxies();
        if (mapping.sites().isEmpty() && !mapping.demo().enabled() && !problems.hasAnyBelow("citrix.sites")) {
            problems.add(
                    "citrix.sites",
                    "no site is configured; set citrix.sites.<name>.url and the keys beside it,"
                            + " or start the demo with -Dquarkus.profile=demo");
        }
        mapping.sites().values().forEach(site -> {
            if (mapping.demo().enabled() && site.name().equals(DemoAccount.SITE)) {
                problems.add(
                        "citrix.sites.demo",
                        "the demo has this name; name the site differently, or turn off citrix.demo.enabled");
            } else {
                new OfSite(site).run();
            }
        });
    }

    private void checkPoll(ExporterConfig.Poll poll) {
        if (poll.interval().toMillis() % 1000 != 0) {
            problems.add("citrix.poll.interval", Durations.text(poll.interval()), "must be in whole seconds");
        }
        if (problems.has("citrix.poll.interval")) {
            return;
        }
        if (poll.timeout().compareTo(poll.interval()) > 0) {
            problems.add(
                    "citrix.poll.timeout",
                    Durations.text(poll.timeout()),
                    "must not be longer than citrix.poll.interval, " + Durations.text(poll.interval()));
        }
        Duration min = poll.minHold();
        if (poll.hold().compareTo(min) < 0 && !problems.has("citrix.poll.timeout")) {
            problems.add(
                    "citrix.poll.hold",
                    Durations.text(poll.hold()),
                    "must be at least citrix.poll.interval and citrix.poll.timeout together, " + Durations.text(min)
                            + ", or good values would be dropped between two cycles");
        }
    }

    private void checkUsers(Path file) {
        String key = "citrix.web.users-file";
        try {
            new UsersFile(file).hashes();
            FileAccess.warnIfShared(key, file);
        } catch (UnusableFileException e) {
            problems.add(key, file.toString(), e.problem());
        }
    }

    private void checkProxies() {
        UNUSED_PROXIES.stream()
                .filter(key -> given(key).isPresent())
                .forEach(key -> problems.add(key, "is not used; set quarkus.proxy.host and the keys beside it"));
        boolean defaultProxyNeeded = mapping.sites().values().stream()
                .anyMatch(site -> site.proxyConfigurationName().isEmpty());
        if (defaultProxyNeeded && given("quarkus.proxy.host").isEmpty()) {
            // Does not show the value: it may have a password.
            SystemProxy.VARIABLES.stream()
                    .filter(name -> given(name).isPresent())
                    .findFirst()
                    .filter(name -> given(name).flatMap(SystemProxy::parse).isEmpty())
                    .ifPresent(name -> problems.add(
                            name,
                            "is not the address of an HTTP or SOCKS proxy; write http://proxy.corp.example:3128, or"
                                    + " http://user:password@proxy.corp.example:3128 with %40 for @ in the password"));
        }
    }

    /** The value of any key as it is written, without replacing expressions. */
    private Optional<String> given(String key) {
        return Expressions.withoutExpansion(
                        () -> Optional.ofNullable(config.getConfigValue(key).getValue()))
                .map(PastedText::unquoted)
                .filter(text -> !text.isEmpty());
    }

    /** The check of one site. */
    private final class OfSite {
        private final ExporterConfig.Site site;

        OfSite(ExporterConfig.Site site) {
            this.site = site;
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
            if (site.strategy() == Strategy.SITE && sharded()) {
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
                problems.add(
                        key, "off", "strategy site needs the inventory; set an interval, or use strategy per-machine");
            }
            if (sharded()) {
                site.machines().orElse(List.of()).stream()
                        .filter(MachineIds::isIdOrSid)
                        .forEach(name -> problems.add(
                                key("machines"),
                                name,
                                "shards need the inventory to assign an id or SID; write DOMAIN\\NAME, or set " + key));
            }
        }

        private boolean sharded() {
            return mapping.shard().total() > 1;
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
                    || given("quarkus.proxy." + name + ".host").isPresent()
                    || given("quarkus.proxy.\"" + name + "\".host").isPresent();
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
            if (given(key).filter(text -> text.contains("$$")).isPresent()) {
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
}
