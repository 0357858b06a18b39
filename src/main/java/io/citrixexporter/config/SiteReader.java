package io.citrixexporter.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of one site. */
final class SiteReader {
    private static final String ON_PREMISES_CUSTOMER = "CitrixOnPremises";

    private final ValueReader values;
    private final Problems problems;

    SiteReader(ValueReader values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The settings, or nothing where they would make no sense; the problems then say why. */
    Optional<SiteSettings> read(String site) {
        Optional<URI> url = url(ConfigKey.SITE_URL.of(site));
        String basePath = basePath(ConfigKey.SITE_BASE_PATH.of(site));
        Optional<String> customer = values.text(ConfigKey.SITE_CUSTOMER_ID.of(site));
        List<String> machines = machines(site);
        Optional<String> tls = tls(ConfigKey.SITE_TLS.of(site));
        Optional<AuthSettings> auth = new AuthReader(values, problems, site).read(url, basePath, customer);
        return url.flatMap(address -> auth.map(signIn -> new SiteSettings(
                site,
                address,
                basePath,
                customer.orElse(ON_PREMISES_CUSTOMER),
                values.text(ConfigKey.SITE_SITE_ID.of(site)),
                machines,
                signIn,
                tls)));
    }

    private Optional<URI> url(String key) {
        if (values.text(key).isEmpty()) {
            problems.add(
                    key,
                    "is missing; set the address of the API, such as https://api.cloud.com or https://ddc1.corp.example");
            return Optional.empty();
        }
        return values.address(key).flatMap(uri -> {
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

    private List<String> machines(String site) {
        String listKey = ConfigKey.SITE_MACHINES.of(site);
        String fileKey = ConfigKey.SITE_MACHINES_FILE.of(site);
        List<String> machines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean given = false;
        for (String name : values.list(listKey)) {
            given = true;
            addMachine(listKey, name, machines, seen);
        }
        if (values.text(fileKey).isPresent()) {
            given = true;
            for (String name :
                    values.file(fileKey).map(file -> lines(fileKey, file)).orElse(List.of())) {
                addMachine(fileKey, name, machines, seen);
            }
        }
        if (!given) {
            problems.add(listKey, "no machine is named; list the machines here, or name a file in machines-file");
        }
        return machines;
    }

    private List<String> lines(String key, Path file) {
        try {
            List<String> names = Files.readAllLines(file).stream()
                    .map(line ->
                            line.replaceFirst("#.*", "").replace("\uFEFF", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (names.isEmpty()) {
                problems.add(key, file.toString(), "the file names no machine; write one a line");
            }
            return names;
        } catch (IOException e) {
            problems.add(key, file.toString(), "the file cannot be read as UTF-8 text; save it so");
            return List.of();
        }
    }

    /** Windows names know no case: the second spelling of a machine is dropped. */
    private void addMachine(String key, String name, List<String> machines, Set<String> seen) {
        if (!wellFormed(name)) {
            problems.add(key, name, "write a machine as CORP\\CTX-01, as its DNS name or as its id");
        } else if (seen.add(name.toLowerCase(Locale.ROOT))) {
            machines.add(name);
        }
    }

    private static boolean wellFormed(String name) {
        return name.equals(Problems.printable(name))
                && name.chars().noneMatch(c -> "/|?*\"<>,;".indexOf(c) >= 0)
                && name.chars().filter(c -> c == '\\').count() <= 1
                && !name.startsWith("\\")
                && !name.endsWith("\\");
    }
}
