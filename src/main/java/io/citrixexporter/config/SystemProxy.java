package io.citrixexporter.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The default of {@code quarkus.proxy}: what the options of Java or the variables {@code HTTPS_PROXY} and {@code NO_PROXY}
 * say, in this order. All of it is ignored if {@code quarkus.proxy.host} is set, so that no password goes to another
 * proxy than its own.
 */
public final class SystemProxy implements ConfigSourceFactory {
    static final List<String> VARIABLES = List.of("HTTPS_PROXY", "https_proxy");

    private static final String KEY = "quarkus.proxy.";
    private static final Pattern URL =
            Pattern.compile("(?:(?<scheme>[A-Za-z0-9]+)://)?(?:(?<user>[^:]+):(?<password>.+)@)?"
                    + "(?:\\[(?<ipv6>[0-9A-Fa-f:.]+)]|(?<host>[A-Za-z0-9._-]+))(?::(?<port>\\d{1,5}))?/?");
    private static final Map<String, String> TYPES =
            Map.of("http", "http", "socks4", "socks4", "socks4a", "socks4", "socks5", "socks5", "socks5h", "socks5");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue configured = Expressions.withoutExpansion(() -> context.getValue(KEY + "host"));
        if (configured != null && configured.getValue() != null) {
            return List.of();
        }
        return Stream.of(ofJava(context, "https", 443), ofJava(context, "http", 80), ofVariables(context))
                .flatMap(Optional::stream)
                .findFirst()
                .<Iterable<ConfigSource>>map(
                        values -> List.of(new PropertiesConfigSource(values, "system proxy", -999)))
                .orElse(List.of());
    }

    private static Optional<Map<String, String>> ofJava(ConfigSourceContext context, String scheme, int defaultPort) {
        return given(context, scheme + ".proxyHost").map(host -> {
            Map<String, String> values = new HashMap<>();
            values.put(KEY + "host", host);
            values.put(KEY + "port", given(context, scheme + ".proxyPort").orElse(Integer.toString(defaultPort)));
            given(context, scheme + ".proxyUser").ifPresent(user -> values.put(KEY + "username", plain(user)));
            given(context, scheme + ".proxyPassword")
                    .ifPresent(password -> values.put(KEY + "password", plain(password)));
            String direct = Stream.of("http.nonProxyHosts", "https.nonProxyHosts")
                    .flatMap(key -> given(context, key).stream())
                    .flatMap(hosts -> Arrays.stream(hosts.split("\\|")))
                    .collect(Collectors.joining(","));
            putHosts(values, direct);
            return values;
        });
    }

    private static Optional<Map<String, String>> ofVariables(ConfigSourceContext context) {
        return VARIABLES.stream()
                .flatMap(name -> given(context, name).stream())
                .findFirst()
                .flatMap(SystemProxy::parse)
                .map(values -> {
                    String direct = Stream.of("NO_PROXY", "no_proxy")
                            .flatMap(name -> given(context, name).stream())
                            .findFirst()
                            .stream()
                            .flatMap(hosts -> Arrays.stream(hosts.split("[,\\s]+")))
                            .flatMap(SystemProxy::domain)
                            .collect(Collectors.joining(","));
                    putHosts(values, direct);
                    return values;
                });
    }

    /** The proxy that a URL stands for, as keys of {@code quarkus.proxy}; empty if it stands for none. */
    static Optional<Map<String, String>> parse(String url) {
        Matcher matcher = URL.matcher(url.strip());
        String type = matcher.matches() ? TYPES.get(Objects.requireNonNullElse(matcher.group("scheme"), "http")) : null;
        if (type == null || url.contains("\\$")) { // what SmallRye makes of the latter is not what was written
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        String host = matcher.group("ipv6") == null ? matcher.group("host") : matcher.group("ipv6");
        values.put(KEY + "host", host);
        values.put(
                KEY + "port", Objects.requireNonNullElse(matcher.group("port"), type.equals("http") ? "80" : "1080"));
        values.put(KEY + "type", type);
        if (matcher.group("user") != null) {
            try {
                values.put(KEY + "username", plain(decoded(matcher.group("user"))));
                values.put(KEY + "password", plain(decoded(matcher.group("password"))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A domain in {@code NO_PROXY} stands for its hosts, too. */
    private static Stream<String> domain(String entry) {
        String name = entry.replaceFirst("^\\.", "").replaceFirst("(?<=^[^:]{1,253}):\\d+$", "");
        return name.isEmpty() || name.contains("*") || name.contains("/")
                ? Stream.of(name)
                : Stream.of(name, "*." + name);
    }

    private static void putHosts(Map<String, String> values, String hosts) {
        if (!hosts.isEmpty()) {
            values.put(KEY + "non-proxy-hosts", hosts);
        }
    }

    /** A value in which nothing is to be expanded. */
    private static String plain(String value) {
        return value.replace("$", "$$");
    }

    /** A value as it is written: a password may look like an expression. */
    private static Optional<String> given(ConfigSourceContext context, String key) {
        return StreamSupport.stream(context.getConfigSources().spliterator(), false)
                .map(source -> source.getValue(key))
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }
}
