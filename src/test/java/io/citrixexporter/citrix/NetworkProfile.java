package io.citrixexporter.citrix;

import io.citrixexporter.CitrixStub;
import io.citrixexporter.TestPki;
import io.citrixexporter.TestPki.Entry;
import io.citrixexporter.WholeLog;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program with TLS buckets as users configure them. Java itself trusts the authority of {@link TestPki}. */
public final class NetworkProfile implements QuarkusTestProfile {
    /** The trust store of the bucket {@code reloaded}, for a test to replace. */
    static final Path RELOADED = Path.of("target", "reloaded.p12").toAbsolutePath();

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(WholeLog.class),
                new TestResourceEntry(CitrixStub.class),
                new TestResourceEntry(Buckets.class));
    }

    /** Writes the files that the buckets name. */
    public static final class Buckets implements QuarkusTestResourceLifecycleManager {
        private static final String TRUST_STORE = "javax.net.ssl.trustStore";

        @Override
        public Map<String, String> start() {
            System.setProperty(TRUST_STORE, TestPki.trustStore().toString());
            System.setProperty(TRUST_STORE + "Password", TestPki.PASSWORD);
            Map<String, String> settings = new HashMap<>();
            List.of("corp", "only12", "only13", "mutual", "stranger", "revoking", "rejecting")
                    .forEach(bucket -> trust(settings, bucket, TestPki.trustStore()));
            settings.put(
                    "quarkus.tls.trust-store.p12.path", TestPki.trustStore().toString());
            settings.put("quarkus.tls.trust-store.p12.password", TestPki.PASSWORD);
            settings.put("quarkus.tls.only12.protocols", "TLSv1.2");
            settings.put("quarkus.tls.only13.protocols", "TLSv1.3");
            key(settings, "mutual", Entry.CLIENT);
            key(settings, "stranger", Entry.SELF_SIGNED);
            settings.put(
                    "quarkus.tls.revoking.certificate-revocation-list",
                    TestPki.revocationList().toString());
            settings.put("quarkus.tls.rejecting.trust-store.certificate-expiration-policy", "reject");
            trust(settings, "pinned", TestPki.trusting(Entry.EXPIRED));
            trust(settings, "reloaded", replaceable(TestPki.trusting(Entry.SELF_SIGNED)));
            return settings;
        }

        private static Path replaceable(Path store) {
            try {
                return Files.copy(store, RELOADED, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void trust(Map<String, String> settings, String bucket, Path store) {
            String prefix = "quarkus.tls." + bucket + ".trust-store.p12.";
            settings.put(prefix + "path", store.toString());
            settings.put(prefix + "password", TestPki.PASSWORD);
        }

        private static void key(Map<String, String> settings, String bucket, Entry entry) {
            String prefix = "quarkus.tls." + bucket + ".key-store.p12.";
            settings.put(prefix + "path", TestPki.keyStore(entry).toString());
            settings.put(prefix + "password", TestPki.PASSWORD);
        }

        @Override
        public void stop() {
            System.clearProperty(TRUST_STORE);
            System.clearProperty(TRUST_STORE + "Password");
        }
    }
}
