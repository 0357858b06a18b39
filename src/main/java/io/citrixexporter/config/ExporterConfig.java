package io.citrixexporter.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Every key of the exporter with its default, its range and its meaning. Default methods are no keys: they hold the defaults
 * that depend on other keys. {@link ConfigCheck} checks what concerns more than one key.
 *
 * <p>A test compares the table of keys in the documentation with this mapping.
 */
@ConfigMapping(prefix = "citrix")
public interface ExporterConfig {

    Poll poll();

    /** The sites by name; the name is the value of the label {@code site}. */
    Map<String, Site> sites();

    Shard shard();

    Web web();

    Demo demo();

    /** How and when sites are polled; the same for every site. */
    interface Poll {
        /** Time between the starts of two cycles of a site. */
        @WithDefault("60s")
        @DurationMin(seconds = 5, message = "must be at least 5s")
        Duration interval();

        @WithName("timeout")
        Optional<@DurationMin(seconds = 1, message = "must be at least 1s") Duration> configuredTimeout();

        /** Deadline of one cycle, at most the interval, which is the default. */
        default Duration timeout() {
            return configuredTimeout().orElse(interval());
        }

        @WithName("hold")
        Optional<@DurationMin(seconds = 1, message = "must be at least 1s") Duration> configuredHold();

        /** How long a machine's last good values stay exported while its polls fail. */
        default Duration hold() {
            Duration usual = Duration.ofMinutes(5);
            return configuredHold().orElse(minHold().compareTo(usual) > 0 ? minHold() : usual);
        }

        /** Values get as old as an interval and the length of a cycle, even while every poll succeeds. */
        default Duration minHold() {
            return interval().plus(timeout());
        }

        /** Maximum number of requests in flight per site. */
        @WithDefault("8")
        @Range(min = 1, max = 256, message = "write a whole number from {min} to {max}")
        int concurrency();

        /** Timeout of one HTTP request, including reading its response. */
        @WithDefault("10s")
        @DurationMin(millis = 100, message = "must be at least 100ms")
        Duration requestTimeout();

        /** Whether the calls of a cycle are spread over the first four fifths of the timeout; strategy per-machine only. */
        @WithDefault("false")
        boolean spread();
    }

    /** One Citrix site. */
    interface Site {
        /** The default of {@link #customerId()}. */
        String ON_PREMISES_CUSTOMER = "CitrixOnPremises";

        /** The name of the site. Not a key of users: {@link ConfigText} sets it to the name in the other keys. */
        String name();

        /** Address of the API, or of each Delivery Controller in the order in which they are tried. Required. */
        Optional<List<URI>> url();

        /** Scheme, host and port of each controller, in the order in which they are tried. */
        default List<URI> controllers() {
            return url().orElseThrow().stream()
                    .map(url -> URI.create(url.getScheme() + "://" + url.getRawAuthority()))
                    .distinct()
                    .toList();
        }

        /** Path of the REST API on that host. */
        @WithDefault("/cvad/manage")
        @Pattern(regexp = "(/[A-Za-z0-9._~-]+)*/?", message = "write a path such as /cvad/manage")
        @Pattern(
                regexp = "(?i)(?!.*/(me|tokens|machines|sessions)/?$).*",
                message = "must end before what the exporter adds; leave out the last part")
        String basePath();

        /** The address on a controller to which every path of the API is relative. */
        default URI apiUri(URI controller) {
            return URI.create(controller + basePath().replaceFirst("/$", ""));
        }

        /** Header {@code Citrix-CustomerId}; required for the kinds cloud and gov. */
        @WithDefault(ON_PREMISES_CUSTOMER)
        @Pattern(regexp = PastedText.ONE_LINE, message = PastedText.HOW_TO_WRITE)
        String customerId();

        /** Header {@code Citrix-InstanceId}; read from {@code /me} by default. */
        Optional<@Pattern(regexp = PastedText.ONE_LINE, message = PastedText.HOW_TO_WRITE) String> siteId();

        /** How sessions are read: one call for each machine, or pages of all sessions of the site. */
        @WithDefault("per-machine")
        Strategy strategy();

        /** Machines to poll: {@code DOMAIN\NAME}, short name, DNS name, id or SID. */
        Optional<
                        List<
                                @WithConverter(ValueConverters.MachineName.class)
                                @Pattern(regexp = MachinesFile.NAME, message = MachinesFile.HOW_TO_WRITE) String>>
                machines();

        /** A file with more machines, one a line; read again when it changes. */
        Optional<Path> machinesFile();

        Discovery discovery();

        Inventory inventory();

        /** Whether the published applications that sessions use are requested, for {@code citrix_application_sessions}. */
        @WithDefault("false")
        boolean applications();

        /** Maximum number of requests to the API of the site in a second; no limit by default. */
        Optional<
                        @DecimalMin(value = "0.1", message = "write a number from 0.1 to 1000, such as 2.5")
                        @DecimalMax(value = "1000", message = "write a number from 0.1 to 1000, such as 2.5") Double>
                requestsPerSecond();

        Auth auth();

        /** Where tokens for a controller are fetched: as configured, or else by the kind of signing in. */
        default URI tokenUrl(URI controller) {
            String path = "/" + URLEncoder.encode(customerId(), StandardCharsets.UTF_8) + "/tokens/clients";
            return auth().tokenUrl().orElseGet(() -> switch (auth().kind()) {
                case CLOUD -> URI.create(controller + "/cctrustoauth2" + path);
                case GOV -> URI.create("https://trust.citrixworkspacesapi.us" + path);
                case ON_PREMISES, TOKEN -> URI.create(apiUri(controller) + "/tokens");
            });
        }

        /** Name of the {@code quarkus.tls.<name>} configuration: private CA, mutual TLS. */
        Optional<String> tlsConfigurationName();

        /** Name of the {@code quarkus.proxy.<name>} configuration, or none for no proxy. */
        Optional<String> proxyConfigurationName();
    }

    /**
     * Which machines are polled without being configured by name. A machine must match any entry of each list that is not
     * empty, and no entry of exclude. Entries may have {@code *} and {@code ?} and ignore case.
     */
    interface Discovery {
        @WithName("enabled")
        Optional<Boolean> configuredEnabled();

        /** By default true if any other key of discovery is set. */
        default boolean enabled() {
            return configuredEnabled()
                    .orElseGet(() -> Stream.of(deliveryGroups(), machineCatalogs(), names(), tags(), exclude())
                            .anyMatch(Optional::isPresent));
        }

        /** Names of delivery groups. */
        Optional<List<String>> deliveryGroups();

        /** Names of machine catalogs. */
        Optional<List<String>> machineCatalogs();

        /** Names of machines in any form. */
        Optional<List<String>> names();

        /** Tags of machines. */
        Optional<List<String>> tags();

        /** Names of machines that are not polled, whatever else they match. */
        Optional<List<String>> exclude();
    }

    /** The list of all machines of the site. */
    interface Inventory {
        /** How often it is read, at the start of a cycle; off for accounts that may not list machines. */
        @WithDefault("5m")
        Optional<
                        @WithConverter(ValueConverters.DurationOrOff.class)
                        @DurationMin(seconds = 5, message = "must be at least 5s") Duration>
                interval();
    }

    /** How to sign in. A secret is set as text or as a file, which is read again when the secret is needed. */
    interface Auth {
        /** How a token is obtained. */
        @WithDefault("cloud")
        AuthKind kind();

        /** Id of the service principal, or {@code DOMAIN\\user} on-premises. */
        Optional<@Pattern(regexp = PastedText.ONE_LINE, message = PastedText.HOW_TO_WRITE) String> clientId();

        /** Secret of the service principal, or password of the account. */
        Optional<@WithConverter(ValueConverters.SecretText.class) Secret> clientSecret();

        /** A file with that secret. */
        Optional<@WithConverter(ValueConverters.SecretFile.class) Secret> clientSecretFile();

        /** A bearer token obtained elsewhere, for the kind token. */
        Optional<@WithConverter(ValueConverters.SecretText.class) Secret> token();

        /** A file with such a token. */
        Optional<@WithConverter(ValueConverters.SecretFile.class) Secret> tokenFile();

        /** The client secret, the password, or for the kind token the token itself. */
        default Secret secret() {
            return Stream.of(clientSecret(), clientSecretFile(), token(), tokenFile())
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
        }

        /** Where tokens are fetched; by default as the kind does. */
        Optional<URI> tokenUrl();
    }

    /** Which part of the machines this exporter polls. */
    interface Shard {
        /** Number of this exporter, less than total. */
        @WithDefault("0")
        @Range(min = 0, max = 999, message = "write a whole number from {min} to {max}")
        int index();

        /** Number of exporters that share the machines; each machine is polled by one. */
        @WithDefault("1")
        @Range(min = 1, max = 1000, message = "write a whole number from {min} to {max}")
        int total();
    }

    /** What the endpoint shows, and to whom. */
    interface Web {
        /** A file with the users that may read the endpoint, {@code basic_auth_users} as in the exporter-toolkit. */
        Optional<Path> usersFile();

        /** Whether a client certificate is accepted if the trust store of the endpoint's TLS configuration accepts it. */
        @WithDefault("false")
        boolean clientCertificates();

        /** Whether credentials are needed. */
        default boolean restricted() {
            return usersFile().isPresent() || clientCertificates();
        }

        /** Families of the Java runtime that are not shown, by the first word of their names. */
        Optional<
                        List<
                                @Pattern(
                                        regexp = "jvm|netty|process|system",
                                        message = "write any of jvm, netty, process, system")
                                String>>
                disabledMetrics();

        /** Whether the health checks need no credentials. */
        @WithDefault("true")
        boolean openHealth();
    }

    /** The simulated site. */
    interface Demo {
        /** Whether there is one, with the name demo. */
        @WithDefault("false")
        boolean enabled();

        /** Loopback port of its API. */
        @WithDefault("8181")
        @Range(min = 1, max = 65_535, message = "write a whole number from {min} to {max}")
        int port();

        /** Number of machines. */
        @WithDefault("40")
        @Range(min = 1, max = 50_000, message = "write a whole number from {min} to {max}")
        int machines();

        /** Their names, {@code DEMO\CTX-0001} and so on. */
        default List<String> machineNames() {
            return IntStream.rangeClosed(1, machines())
                    .mapToObj("DEMO\\CTX-%04d"::formatted)
                    .toList();
        }

        /** Sessions on a machine at the peak of its day. */
        @WithDefault("12")
        @Range(min = 0, max = 1_000, message = "write a whole number from {min} to {max}")
        int sessionsPerMachine();

        /** Time until a response. */
        @WithDefault("20ms")
        @DurationMin(message = "must be at least 0s")
        Duration latency();

        /** Length of a simulated working day. */
        @WithDefault("10m")
        @DurationMin(minutes = 1, message = "must be at least 1m")
        Duration day();

        /** What happens on it. */
        @WithDefault("working-day")
        Scenario scenario();

        /** The same seed gives the same site. */
        @WithDefault("1")
        long seed();
    }
}
