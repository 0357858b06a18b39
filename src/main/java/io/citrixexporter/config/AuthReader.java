package io.citrixexporter.config;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Reads how to sign in at one site. */
final class AuthReader {
    private final ValueReader values;
    private final Problems problems;
    private final String site;

    AuthReader(ValueReader values, Problems problems, String site) {
        this.values = values;
        this.problems = problems;
        this.site = site;
    }

    Optional<AuthSettings> read(boolean customerGiven) {
        String kindKey = ConfigKey.AUTH_KIND.of(site);
        AuthKind kind = values.oneOf(kindKey, AuthKind.all(), AuthKind::of).orElse(AuthKind.CLOUD);
        if (problems.concern(kindKey)) {
            return Optional.empty();
        }
        if (!customerGiven && (kind == AuthKind.CLOUD || kind == AuthKind.GOV)) {
            problems.add(
                    ConfigKey.SITE_CUSTOMER_ID.of(site),
                    "is missing; auth.kind %s needs the customer id that Citrix Cloud shows under API access"
                            .formatted(kind.text()));
        }
        String tokenUrlKey = ConfigKey.AUTH_TOKEN_URL.of(site);
        Optional<URI> tokenUrl = kind == AuthKind.TOKEN ? Optional.empty() : values.address(tokenUrlKey);
        Optional<Secret> secret = kind == AuthKind.TOKEN ? token() : clientSecret(kind);
        String clientId = kind == AuthKind.TOKEN ? "" : clientId(kind);
        return secret.map(given -> new AuthSettings(kind, clientId, given, tokenUrl));
    }

    private String clientId(AuthKind kind) {
        String key = ConfigKey.AUTH_CLIENT_ID.of(site);
        return values.id(key).map(id -> account(kind, key, id)).orElseGet(() -> {
            problems.add(
                    key,
                    kind == AuthKind.ON_PREMISES
                            ? "is missing; set the account as DOMAIN\\user"
                            : "is missing; set the id of the service principal");
            return "";
        });
    }

    /** An account that is written in another form would be refused, and locked after some attempts. */
    private String account(AuthKind kind, String key, String id) {
        boolean bad = id.startsWith("\\") || id.endsWith("\\") || id.contains("/") || id.matches(".*\\\\.*\\\\.*");
        if (kind == AuthKind.ON_PREMISES && bad) {
            problems.add(key, id, "write the account as DOMAIN\\user, with one backslash");
        }
        return id;
    }

    private Optional<Secret> clientSecret(AuthKind kind) {
        refuse(kind, ConfigKey.AUTH_TOKEN);
        refuse(kind, ConfigKey.AUTH_TOKEN_FILE);
        return oneSecret(kind, ConfigKey.AUTH_CLIENT_SECRET, ConfigKey.AUTH_CLIENT_SECRET_FILE);
    }

    private Optional<Secret> token() {
        refuse(AuthKind.TOKEN, ConfigKey.AUTH_CLIENT_ID);
        refuse(AuthKind.TOKEN, ConfigKey.AUTH_CLIENT_SECRET);
        refuse(AuthKind.TOKEN, ConfigKey.AUTH_CLIENT_SECRET_FILE);
        refuse(AuthKind.TOKEN, ConfigKey.AUTH_TOKEN_URL);
        return oneSecret(AuthKind.TOKEN, ConfigKey.AUTH_TOKEN, ConfigKey.AUTH_TOKEN_FILE);
    }

    private Optional<Secret> oneSecret(AuthKind kind, ConfigKey textKey, ConfigKey fileKey) {
        Optional<String> text = values.secret(textKey.of(site));
        boolean file = values.text(fileKey.of(site)).isPresent();
        if (text.isPresent() && file) {
            problems.add(textKey.of(site), "is set beside " + fileKey.of(site) + "; keep one of the two");
            return Optional.empty();
        }
        if (text.isEmpty() && !file) {
            problems.add(
                    textKey.of(site),
                    "is missing; auth.kind %s needs it, or %s".formatted(kind.text(), fileKey.suffix()));
            return Optional.empty();
        }
        return text.map(Secret::ofText).or(() -> secretFile(fileKey.of(site)));
    }

    private Optional<Secret> secretFile(String key) {
        return values.secretFile(key).map(Secret::ofFile).filter(secret -> {
            try {
                values.checkSecret(key, secret.read());
                return true;
            } catch (IOException e) {
                problems.add(
                        key, values.text(key).orElse(""), "the file is empty or no text; write the secret into it");
                return false;
            }
        });
    }

    private void refuse(AuthKind kind, ConfigKey key) {
        if (values.text(key.of(site)).isPresent()) {
            problems.add(
                    key.of(site), "is not used with auth.kind %s; remove it or change the kind".formatted(kind.text()));
        }
    }
}
