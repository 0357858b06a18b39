package io.citrixexporter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority with its certificates, created by keytool and reused for some hours. */
public final class TestPki {
    public static final String PASSWORD = "changeit";
    /** The name in the server certificates in addition to {@code localhost} and {@code 127.0.0.1}. */
    public static final String HOST = "ddc1.corp.example";

    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final Path DIRECTORY = Path.of("target", "test-pki").toAbsolutePath();
    private static final KeyStore ALL = all();

    /** Entries of the key store. */
    public enum Entry {
        SERVER("-signer", "ca", "-ext", "san=dns:localhost,dns:" + HOST + ",ip:127.0.0.1"),
        EXPIRED("-signer", "ca", "-ext", "san=dns:localhost", "-startdate", "-10d", "-validity", "5"),
        NOT_YET_VALID("-signer", "ca", "-ext", "san=dns:localhost", "-startdate", "+10d"),
        OTHER_NAME("-signer", "ca", "-ext", "san=dns:other.corp.example"),
        REVOKED("-signer", "ca", "-ext", "san=dns:localhost"),
        CLIENT("-signer", "ca"),
        SELF_SIGNED("-ext", "san=dns:localhost");

        private final String options;

        Entry(String... options) {
            this.options = String.join(" ", options);
        }

        String alias() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private TestPki() {}

    /** A PKCS#12 file with the key of an entry and its certificates. */
    public static Path keyStore(Entry entry) {
        return store(entry.alias(), store -> {
            char[] password = PASSWORD.toCharArray();
            store.setKeyEntry(
                    "key", ALL.getKey(entry.alias(), password), password, ALL.getCertificateChain(entry.alias()));
        });
    }

    /** A PKCS#12 file with the certificate of the authority. */
    public static Path trustStore() {
        return trusting("ca");
    }

    /** A PKCS#12 trust store with the certificate of an entry itself. */
    public static Path trusting(Entry entry) {
        return trusting(entry.alias());
    }

    private static Path trusting(String alias) {
        return store("trust-" + alias, store -> store.setCertificateEntry("trusted", ALL.getCertificate(alias)));
    }

    /** The certificate revocation list with {@link Entry#REVOKED}. */
    public static Path revocationList() {
        return DIRECTORY.resolve("revoked.crl");
    }

    /** For a server or a client with the certificate of an entry, or without one; it trusts the authority. */
    public static SSLContext context(Entry... own) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own.length == 0 ? null : load(keyStore(own[0])), PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(trustStore()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore all() {
        try {
            if (!Files.exists(file())
                    || Files.getLastModifiedTime(file())
                            .toInstant()
                            .isBefore(Instant.now().minus(LIFETIME))) {
                create();
            }
            return load(file());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void create() throws IOException, GeneralSecurityException {
        Files.createDirectories(DIRECTORY);
        try (Stream<Path> old = Files.list(DIRECTORY)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        Path store = DIRECTORY.resolve("new.p12");
        keytool(store, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=Test CA", "-ext", "bc:c");
        for (Entry entry : Entry.values()) {
            List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", entry.alias(), "-keyalg", "EC"));
            command.addAll(List.of("-dname", "CN=" + entry.alias()));
            command.addAll(List.of(entry.options.split(" ")));
            keytool(store, command.toArray(String[]::new));
        }
        String revoked = ((X509Certificate) load(store).getCertificate(Entry.REVOKED.alias()))
                .getSerialNumber()
                .toString();
        keytool(
                store,
                "-gencrl",
                "-alias",
                "ca",
                "-id",
                revoked,
                "-file",
                revocationList().toString());
        Files.move(store, file());
    }

    private static Path file() {
        return DIRECTORY.resolve("all.p12");
    }

    private static void keytool(Path file, String... options) {
        Stream<String> program = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC");
        Stream<String> store = Stream.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD);
        try {
            Process process = new ProcessBuilder(Stream.of(program, Stream.of(options), store)
                            .flatMap(part -> part)
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Content {
        void put(KeyStore store) throws GeneralSecurityException;
    }

    private static Path store(String name, Content content) {
        Path file = DIRECTORY.resolve(name + ".p12");
        if (Files.exists(file)) {
            return file;
        }
        try {
            // Another test may read the file as soon as it exists.
            Path complete = Files.createTempFile(DIRECTORY, name, "");
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            content.put(store);
            try (OutputStream out = Files.newOutputStream(complete)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate of an entry. */
    public static Certificate certificate(Entry entry) {
        try {
            return ALL.getCertificate(entry.alias());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
