package io.citrixexporter.config;

import java.net.URI;
import java.util.Optional;

/**
 * How to sign in at a site.
 *
 * @param kind which of Citrix's ways
 * @param clientId id of the service principal, or {@code DOMAIN\\user} on-premises; empty for {@link AuthKind#TOKEN}
 * @param secret the client secret, the password, or for {@link AuthKind#TOKEN} the token itself
 * @param tokenUrl where tokens are fetched, where the user gave it; see {@link SiteSettings#tokenUrl}
 */
public record AuthSettings(AuthKind kind, String clientId, Secret secret, Optional<URI> tokenUrl) {}
