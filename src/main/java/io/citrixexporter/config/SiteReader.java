package io.citrixexporter.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads the settings of one site. */
final class SiteReader {
    private static final String ON_PREMISES_CUSTOMER = "CitrixOnPremises";

    private final ValueReader values;
    private final Problems problems;
    private final ShardSettings shard;

    SiteReader(ValueReader values, Problems problems, ShardSettings shard) {
        this.values = values;
        this.problems = problems;
        this.shard = shard;
    }

    /** The settings, or nothing where they would make no sense; the problems then say why. */
    Optional<SiteSettings> read(String site) {
        List<URI> controllers = controllers(ConfigKey.SITE_URL.of(site));
        String basePath = basePath(ConfigKey.SITE_BASE_PATH.of(site));
        Optional<String> customer = values.id(ConfigKey.SITE_CUSTOMER_ID.of(site));
        MachineSettings machines = new MachinesReader(values, problems, shard, site).read();
        Optional<String> tls = tls(ConfigKey.SITE_TLS.of(site));
        Optional<String> proxy = new ProxyReader(values, problems).read(site);
        Optional<AuthSettings> auth = new AuthReader(values, problems, site).read(customer.isPresent());
        return auth.filter(signIn -> !controllers.isEmpty())
                .map(signIn -> new SiteSettings(
                        site,
                        controllers,
                        basePath,
                        customer.orElse(ON_PREMISES_CUSTOMER),
                        values.id(ConfigKey.SITE_SITE_ID.of(site)),
                        machines.strategy(),
                        machines.names(),
                        machines.file(),
                        machines.discovery(),
                        machines.inventoryInterval(),
                        values.number(ConfigKey.SITE_REQUESTS_PER_SECOND.of(site), 0.1, 1_000),
                        signIn,
                        tls,
                        proxy));
    }

    private List<URI> controllers(String key) {
        List<String> addresses = values.list(key);
        if (addresses.isEmpty() && !problems.concern(key)) {
            problems.add(
                    key,
                    "is missing; set the address of the API, such as https://api.cloud.com or https://ddc1.corp.example");
        }
        return addresses.stream()
                .flatMap(address -> controller(key, address).stream())
                .distinct()
                .toList();
    }

    private Optional<URI> controller(String key, String address) {
        return values.address(key, address).flatMap(uri -> {
            if (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/")) {
                return Optional.of(URI.create(uri.getScheme() + "://" + uri.getRawAuthority()));
            }
            problems.add(key, uri.toString(), "must not have a path; put the path into base-path");
            return Optional.empty();
        });
    }

    private String basePath(String key) {
        String path = values.text(key).orElse(ConfigKey.SITE_BASE_PATH.defaultText());
        if (!path.matches("(/[A-Za-z0-9._~-]+)*/?")) {
            problems.add(key, path, "write a path such as /cvad/manage");
            return "";
        }
        if (path.matches("(?i).*/(me|tokens|machines|sessions)/?")) {
            problems.add(key, path, "must end before what the exporter adds; leave out the last part");
            return "";
        }
        return path.replaceFirst("/$", "");
    }

    private Optional<String> tls(String key) {
        return values.text(key).filter(bucket -> {
            boolean known = values.anyKeyBelow("quarkus.tls." + bucket + ".")
                    || values.anyKeyBelow("quarkus.tls.\"" + bucket + "\".")
                    || values.anyKeyBelow(KeyNames.variable("quarkus.tls." + bucket + "."));
            if (!known) {
                problems.add(
                        key,
                        bucket,
                        "there is no such TLS configuration; set quarkus.tls." + bucket
                                + ".trust-store.pem.certs or another key of it");
            }
            return known;
        });
    }
}
