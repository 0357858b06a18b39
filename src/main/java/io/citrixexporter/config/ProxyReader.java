package io.citrixexporter.config;

import io.smallrye.config.Expressions;
import java.util.List;
import java.util.Optional;

/** Reads which proxy a site uses, and checks the settings of proxies that are not Quarkus' own. */
final class ProxyReader {
    private static final String NONE = "none";
    private static final String DEFAULT_HOST = "quarkus.proxy.host";
    private static final List<String> UNUSED = List.of(
            "quarkus.rest-client.proxy-address",
            "quarkus.rest-client.proxy-configuration-name",
            "quarkus.rest-client.non-proxy-hosts");

    private final ValueReader values;
    private final Problems problems;

    ProxyReader(ValueReader values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The name of a proxy configuration, or {@code none}; empty for the default. */
    Optional<String> read(String site) {
        String key = ConfigKey.SITE_PROXY.of(site);
        UNUSED.stream()
                .filter(unused -> values.text(unused).isPresent())
                .forEach(unused -> problems.add(unused, "is not used; set quarkus.proxy.host and the keys beside it"));
        Optional<String> name = values.text(key);
        if (name.isEmpty() && values.text(DEFAULT_HOST).isEmpty()) {
            checkVariables();
        }
        return name.filter(proxy -> {
            boolean known = proxy.equals(NONE)
                    || values.text("quarkus.proxy." + proxy + ".host").isPresent()
                    || values.text("quarkus.proxy.\"" + proxy + "\".host").isPresent();
            if (!known) {
                problems.add(
                        key,
                        proxy,
                        "there is no such proxy configuration; set quarkus.proxy.%s.host and port, or write none for no proxy"
                                .formatted(proxy));
            }
            return known;
        });
    }

    /** Does not show the value: it may hold a password. */
    private void checkVariables() {
        SystemProxy.VARIABLES.stream()
                .filter(name -> variable(name).isPresent())
                .findFirst()
                .filter(name -> variable(name).flatMap(SystemProxy::parse).isEmpty())
                .ifPresent(name -> problems.add(
                        name,
                        "is not the address of an HTTP or SOCKS proxy; write http://proxy.corp.example:3128, or"
                                + " http://user:password@proxy.corp.example:3128 with %40 for @ in the password"));
    }

    private Optional<String> variable(String name) {
        return Expressions.withoutExpansion(() -> values.text(name));
    }
}
