package io.citrixexporter.web;

import io.citrixexporter.config.Settings;
import io.citrixexporter.config.UnusableFileException;
import io.citrixexporter.config.UsersFile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords against the users file, which is read again when it has changed. While it cannot be used, the users
 * that were read last stay.
 */
@ApplicationScoped
class PasswordCheck implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
    private static final Logger LOG = Logger.getLogger(PasswordCheck.class);
    private static final Duration RELOAD = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Optional<UsersFile> file;
    /** One thread: wrong passwords take at most one processor, and none from the polls. */
    private final WorkerExecutor worker;

    private volatile Users users = new Users(Map.of());
    private Map<String, String> hashes = Map.of();
    private @Nullable String problem;

    PasswordCheck(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.file = settings.web().usersFile().map(UsersFile::new);
        this.worker = vertx.createSharedWorkerExecutor("passwords", 1);
    }

    void start(@Observes StartupEvent event) {
        file.ifPresent(users -> {
            reload(users);
            vertx.setPeriodic(
                    RELOAD.toMillis(),
                    timer -> worker.executeBlocking(() -> {
                        reload(users);
                        return users;
                    }));
        });
    }

    private void reload(UsersFile users) {
        try {
            Map<String, String> now = users.hashes();
            if (!now.equals(hashes)) {
                hashes = now;
                this.users = new Users(now);
            }
            report(null);
        } catch (UnusableFileException e) {
            report(e.problem());
        }
    }

    private void report(@Nullable String now) {
        if (now != null && !now.equals(problem)) {
            LOG.warnf("citrix.web.users-file: %s; the users that were read last stay", now);
        } else if (now == null && problem != null) {
            LOG.info("citrix.web.users-file: the file is read again");
        }
        problem = now;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        if (file.isEmpty()) {
            // Credentials are ignored where none are required.
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder().setAnonymous(true).build());
        }
        String user = request.getUsername();
        String password = new String(request.getPassword().getPassword());
        Users current = users;
        if (current.isVerified(user, password)) {
            return Uni.createFrom().item(identity(user));
        }
        return Uni.createFrom()
                .completionStage(() -> worker.executeBlocking(() -> current.verify(user, password))
                        .toCompletionStage())
                .map(right -> {
                    if (!right) {
                        throw new AuthenticationFailedException("wrong user name or password");
                    }
                    return identity(user);
                });
    }

    private static SecurityIdentity identity(String user) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(user))
                .build();
    }
}
