package io.citrixexporter.config;

import java.util.Optional;

/**
 * Who may read the endpoint. Without a users file and client certificates everybody may.
 *
 * @param usersFile the users that may read it
 * @param clientCertificates whether a client certificate that the server's trust store knows is accepted
 * @param openHealth whether the health checks need no credentials
 */
public record WebSettings(Optional<UsersFile> usersFile, boolean clientCertificates, boolean openHealth) {

    /** Whether credentials are needed. */
    public boolean restricted() {
        return usersFile.isPresent() || clientCertificates;
    }
}
