package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.citrix.http.SessionsByMachine;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The client of one site, with failover among its controllers. Calls are cancelled at the deadline of the cycle. Every failure
 * is a {@link CitrixException}.
 */
public final class CitrixClient {
    private final Failover failover;
    private final AccessRecovery accessRecovery;

    CitrixClient(String site, List<Controller> controllers, TimeSource time) {
        this.failover = new Failover(site, controllers, time);
        this.accessRecovery = new AccessRecovery(site, failover, time);
    }

    /** The controller in use: its host, and its port if the configuration has one. */
    public String controller() {
        return failover.current().name();
    }

    /**
     * Before a cycle: replaces a controller that failed in the last one, and fetches a token and the identity of the site if
     * they are not known yet.
     *
     * @param machine a machine of the site, to find out whether another controller works if the one in use does not
     */
    public Uni<SiteIdentity> startCycle(Deadline deadline, Optional<String> machine) {
        return inTime(deadline, () -> machine.map(name -> failover.replaceFailing(name, deadline))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> accessRecovery.recover(deadline))
                .chain(() -> failover.call(controller -> controller.signIn(deadline), deadline)));
    }

    /**
     * The sessions on a machine, without retries. Start the cycle first.
     *
     * @param machine {@code DOMAIN\NAME}, DNS name or id
     */
    public Uni<MachineSessions> machineSessions(String machine, PollAttempt attempt) {
        Deadline deadline = attempt.deadline();
        return inTime(
                deadline, () -> failover.call(controller -> controller.machineSessions(machine, attempt), deadline));
    }

    /** All sessions of the site, or a failure if a page fails. Start the cycle first. */
    public Uni<SessionsByMachine> siteSessions(Deadline deadline) {
        return inTime(deadline, () -> failover.call(controller -> controller.siteSessions(deadline), deadline));
    }

    /** All machines of the site, or a failure if a page fails. Start the cycle first. */
    public Uni<List<Machine>> machines(Deadline deadline) {
        return inTime(deadline, () -> failover.call(controller -> controller.machines(deadline), deadline));
    }

    private static <T> Uni<T> inTime(Deadline deadline, Supplier<Uni<? extends T>> call) {
        return deadline.limit(Uni.createFrom().<T>deferred(call), CitrixException::deadline);
    }

    /**
     * A cycle has ended.
     *
     * @param failure the failure of one of its calls, if nearly all of them failed by timeout, reset or 5xx, by 403, or by 404
     */
    public void cycleEnded(Optional<PollFailure> failure) {
        failover.cycleEnded(failure.filter(known -> known.reason().unavailable()));
        accessRecovery.cycleEnded(failure);
    }
}
