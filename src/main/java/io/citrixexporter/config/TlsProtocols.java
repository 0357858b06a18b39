package io.citrixexporter.config;

import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The default of {@code quarkus.tls.<name>.protocols}: TLS 1.2 and 1.3. Quarkus' own default is TLS 1.3 alone, which
 * Windows Server 2016 and 2019, and with them many Delivery Controllers, <a
 * href="https://learn.microsoft.com/windows/win32/secauthn/protocols-in-tls-ssl--schannel-ssp-">do not speak</a>. Any
 * other source of configuration overrides it.
 */
public final class TlsProtocols implements ConfigSource {
    private static final Pattern KEY = Pattern.compile("quarkus\\.tls\\.((\"[^\"]+\"|[^.]+)\\.)?protocols");

    @Override
    public String getName() {
        return "TLS protocols of citrix-session-exporter";
    }

    /** Below every source of a user, above the defaults of Quarkus. */
    @Override
    public int getOrdinal() {
        return -1_000;
    }

    /** None: a name would make Quarkus create the unnamed TLS configuration. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public @Nullable String getValue(String key) {
        return KEY.matcher(key).matches() ? "TLSv1.3,TLSv1.2" : null;
    }
}
