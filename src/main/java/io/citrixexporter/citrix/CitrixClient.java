package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Deadline;
import io.citrixexporter.citrix.http.MachineSession;
import io.citrixexporter.citrix.http.SessionsResponse;
import io.citrixexporter.config.OneLine;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API of one site. Every failure is a {@link CitrixException}.
 *
 * <p>A site may have several controllers. One is in use until it fails; then the others are tried, from the first on, with
 * a new login, and the call is repeated at the one that works. If none does, no other search follows in the same cycle.
 *
 * <p>If nearly all calls of some cycles are forbidden, a new token is fetched, since a change of roles may need one; if nearly all
 * machines are unknown, the site is looked up again, since its id may have changed. Both are done at most once an hour.
 *
 * <p>A controller that signs in but fails nearly all calls of a cycle is replaced before the next one, if another
 * controller answers a call for the sessions on a machine.
 */
public final class CitrixClient {
    /** The largest body that is read, in bytes: 64 MiB. An eighth of the heap where that is less. */
    public static final long LARGEST_ANSWER = 64L << 20;

    private static final Logger LOG = Logger.getLogger(CitrixClient.class);

    private static final int MAX_SHOWN_LENGTH = 100;

    /** For so long after a successful probe a failed call is not taken for a failed controller. */
    private static final Duration PROBE_VALIDITY = Duration.ofSeconds(2);

    private final String site;
    private final List<Controller> controllers;
    private final TimeSource time;
    private Controller current;
    private @Nullable Uni<Controller> search;
    private @Nullable Deadline exhausted;
    private @Nullable Long reachableAt;
    private @Nullable PollFailure failing;
    private final LastingFailure forbidden;
    private final LastingFailure notFound;
    private boolean siteIdReported;

    CitrixClient(String site, List<Controller> controllers, TimeSource time) {
        this.site = site;
        this.controllers = List.copyOf(controllers);
        this.time = time;
        this.forbidden = new LastingFailure(time);
        this.notFound = new LastingFailure(time);
        this.current = controllers.get(0);
        current.activate();
    }

    /** The controller in use: its host, and its port where that is given. */
    public String controller() {
        return current().name();
    }

    /**
     * Makes sure that there is a token, and finds out which site this is; asks Citrix only where it must.
     *
     * @param machine a machine of the site, to find out whether another controller works if the one in use does not
     */
    public Uni<SiteIdentity> signIn(Deadline deadline, Optional<String> machine) {
        return machine.map(name -> replaceFailing(name, deadline))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> afterLastingFailure(deadline))
                .chain(() -> withFailover(controller -> controller.signIn(deadline), deadline));
    }

    /**
     * The sessions on a machine, asked for once. Sign in first.
     *
     * @param machine {@code DOMAIN\NAME}, DNS name or id
     */
    public Uni<SessionsResponse> sessions(String machine, Attempt attempt) {
        return withFailover(controller -> controller.sessions(machine, attempt), attempt.deadline());
    }

    /** All sessions of the site, page by page, or a failure if a page fails. Sign in first. */
    public Uni<List<MachineSession>> sessions(Deadline deadline) {
        return withFailover(controller -> controller.sessions(deadline), deadline);
    }

    /** All machines of the site, page by page, or a failure if a page fails. Sign in first. */
    public Uni<List<Machine>> machines(Deadline deadline) {
        return withFailover(controller -> controller.machines(deadline), deadline);
    }

    /**
     * A cycle has ended.
     *
     * @param failure the failure of one of its calls, if nearly all of them failed by timeout, reset or 5xx, by 403, or by 404
     */
    public synchronized void cycleEnded(Optional<PollFailure> failure) {
        failing = failure.filter(known -> known.reason().unavailable()).orElse(null);
        Optional<FailureReason> reason = failure.map(PollFailure::reason);
        forbidden.cycleEnded(reason.equals(Optional.of(FailureReason.FORBIDDEN)));
        boolean unknown = reason.equals(Optional.of(FailureReason.NOT_FOUND));
        notFound.cycleEnded(unknown);
        siteIdReported &= unknown;
    }

    private synchronized Uni<Void> afterLastingFailure(Deadline deadline) {
        Controller asked = current;
        if (forbidden.isDue()) {
            return asked.renewToken().invoke(this::logRenewal).replaceWithVoid();
        }
        if (siteIdReported || !notFound.isDue()) {
            return Uni.createFrom().voidItem();
        }
        if (asked.siteIdConfigured()) {
            siteIdReported = true;
            LOG.warnf(
                    "%s: HTTP 404 for nearly all machines in %d cycles; if the site was rebuilt, its id has changed:"
                            + " check citrix.sites.%s.site-id",
                    site, LastingFailure.MIN_CYCLES, site);
            return Uni.createFrom().voidItem();
        }
        String before = asked.signedInTo();
        return asked.lookUpAgain(deadline)
                .invoke(found ->
                        found.filter(now -> !now.siteId().equals(before)).ifPresent(now -> siteChanged(asked, now)))
                .replaceWithVoid();
    }

    private void logRenewal(boolean renewed) {
        LOG.infof(
                "%s: HTTP 403 for nearly all calls in %d cycles; %s",
                site,
                LastingFailure.MIN_CYCLES,
                renewed
                        ? "signed in again, in case a change of roles needs a new token"
                        : "no new token for now, the one in use stays");
    }

    private void siteChanged(Controller asked, SiteIdentity now) {
        LOG.warnf(
                "%s: HTTP 404 for nearly all machines in %d cycles; the site id has changed to %s",
                site, LastingFailure.MIN_CYCLES, OneLine.of(now.siteId(), MAX_SHOWN_LENGTH));
        controllers.stream().filter(other -> other != asked).forEach(Controller::forgetSite);
    }

    private <T> Uni<T> withFailover(Function<Controller, Uni<T>> call, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Controller asked = current();
            Uni<T> response = call.apply(asked);
            return controllers.size() == 1
                    ? response
                    : response.onFailure(failure -> isControllerFailure(CitrixErrors.of(failure), asked))
                            .recoverWithUni(failure -> failOver(asked, CitrixErrors.of(failure), deadline)
                                    .flatMap(next ->
                                            next == asked ? Uni.createFrom().failure(failure) : call.apply(next)));
        });
    }

    /** A request that was not sent says nothing about the controller, but must be repeated if there is another one. */
    private boolean isControllerFailure(CitrixException failure, Controller asked) {
        return Controller.mayBeLost(failure) && (failure.sent() || failure.atSignIn() || current() != asked);
    }

    private synchronized Controller current() {
        return current;
    }

    /** The controller to use now: another one if this one does not respond, found once for all callers. */
    private synchronized Uni<Controller> failOver(Controller suspect, CitrixException failure, Deadline deadline) {
        if (current != suspect) {
            return Uni.createFrom().item(current);
        }
        Uni<Controller> running = search;
        if (running != null) {
            return running;
        }
        if (deadline.equals(exhausted) || wasJustReachable()) {
            return Uni.createFrom().item(suspect);
        }
        return start(suspect.isReachable()
                .flatMap(reachable -> reachable
                        ? Uni.createFrom().item(suspect).invoke(this::reached)
                        : firstAvailable(suspect, candidate -> candidate.probe().replaceWith(true))
                                .invoke(next -> searched(next, suspect, failure.asPollFailure(), deadline))));
    }

    private boolean wasJustReachable() {
        Long last = reachableAt;
        return last != null && time.since(last).compareTo(PROBE_VALIDITY) < 0;
    }

    private synchronized void reached() {
        reachableAt = time.nanoTime();
    }

    /** Before a cycle: another controller, if this one failed nearly all calls of the last cycle and that one works. */
    private synchronized Uni<Void> replaceFailing(String machine, Deadline deadline) {
        Controller suspect = current;
        PollFailure failure = failing;
        failing = null;
        if (failure == null || controllers.size() == 1 || search != null) {
            return Uni.createFrom().voidItem();
        }
        // The rest of the time is for the controller in use, which may work again.
        return start(firstAvailable(suspect, candidate -> candidate.works(machine))
                        .invoke(next -> searched(next, suspect, failure, null)))
                .replaceWithVoid()
                .ifNoItem()
                .after(deadline.left().dividedBy(2))
                .recoverWithUni(() -> Uni.createFrom().voidItem());
    }

    private synchronized Uni<Controller> start(Uni<Controller> steps) {
        Uni<Controller> started =
                steps.onTermination().invoke(this::searchEnded).memoize().indefinitely();
        search = started;
        return started;
    }

    private Uni<Controller> firstAvailable(Controller failed, Function<Controller, Uni<Boolean>> works) {
        return firstOf(
                controllers.stream().filter(controller -> controller != failed).iterator(), failed, works);
    }

    /**
     * A controller that does not work either is skipped. One that rejects the credentials ends the search: the others would
     * reject them as well, and the account be locked.
     */
    private Uni<Controller> firstOf(
            Iterator<Controller> candidates, Controller failed, Function<Controller, Uni<Boolean>> works) {
        if (!candidates.hasNext()) {
            return Uni.createFrom().item(failed);
        }
        Controller candidate = candidates.next();
        return works.apply(candidate)
                .map(working -> working ? Optional.of(candidate) : Optional.<Controller>empty())
                .onFailure(Controller::credentialsRefused)
                .recoverWithItem(Optional.of(failed))
                .onFailure(CitrixException.class)
                .recoverWithItem(Optional.empty())
                .flatMap(found -> found.map(controller -> Uni.createFrom().item(controller))
                        .orElseGet(() -> firstOf(candidates, failed, works)));
    }

    private void searched(Controller next, Controller failed, PollFailure failure, @Nullable Deadline deadline) {
        synchronized (this) {
            if (next == failed) {
                exhausted = deadline;
            }
            if (next == failed || current != failed) {
                return;
            }
            current = next;
            failing = null;
            reachableAt = null;
        }
        LOG.warnf(
                "%s: failover from controller %s to %s, %s: %s",
                site, failed.name(), next.name(), failure.reason().label(), failure.message());
        next.activate();
        failed.deactivate();
    }

    private synchronized void searchEnded() {
        search = null;
    }
}
