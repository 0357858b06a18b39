package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The controllers of a site and the one in use, which stays in use until it fails. Then the others are tried in their order,
 * with a login of their own, and the call is repeated at the first one that works. If none works, no other search follows
 * in the same cycle.
 *
 * <p>A controller that accepts logins but fails nearly all calls of a cycle is replaced before the next cycle, if another
 * one responds to a call for the sessions on a machine.
 */
final class Failover {
    private static final Logger LOG = Logger.getLogger(Failover.class);

    /** For this time after a successful check, a failed call does not count as a failed controller. */
    private static final Duration CHECK_VALIDITY = Duration.ofSeconds(2);

    private final String site;
    private final List<Controller> controllers;
    private final TimeSource time;
    private Controller current;
    private @Nullable Uni<Controller> search;
    private @Nullable Deadline cycleWithoutOtherController;
    private @Nullable Long reachableAt;
    private @Nullable PollFailure failing;

    Failover(String site, List<Controller> controllers, TimeSource time) {
        this.site = site;
        this.controllers = List.copyOf(controllers);
        this.time = time;
        this.current = controllers.get(0);
        current.activate();
    }

    /** The controller in use. */
    synchronized Controller current() {
        return current;
    }

    /** The site may have another id at the controllers that are not in use. */
    void forgetSite(Controller except) {
        controllers.stream().filter(other -> other != except).forEach(Controller::forgetSite);
    }

    /** A cycle has ended in which nearly all calls failed in a way that may be that of the controller, if there is a failure. */
    synchronized void cycleEnded(Optional<PollFailure> failure) {
        failing = failure.orElse(null);
    }

    /** Makes a call at the controller in use, and repeats it at another one if that fails. */
    <T> Uni<T> call(Function<Controller, Uni<T>> call, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Controller controller = current();
            Uni<T> response = call.apply(controller);
            return controllers.size() == 1
                    ? response
                    : response.onFailure(failure -> needsFailover(CitrixErrors.of(failure), controller))
                            .recoverWithUni(failure -> failOver(controller, CitrixErrors.of(failure), deadline)
                                    .flatMap(next -> next == controller
                                            ? Uni.createFrom().failure(failure)
                                            : call.apply(next)));
        });
    }

    /** A request that was not sent says nothing about the controller, but must be repeated if another one is in use by now. */
    private boolean needsFailover(CitrixException failure, Controller controller) {
        return failure.isOfController() && (failure.sent() || failure.atLogin() || current() != controller);
    }

    /** The controller to use now: another one if this one does not respond. All callers share one search. */
    private synchronized Uni<Controller> failOver(Controller suspect, CitrixException failure, Deadline deadline) {
        if (current != suspect) {
            return Uni.createFrom().item(current);
        }
        Uni<Controller> running = search;
        if (running != null) {
            return running;
        }
        if (deadline.equals(cycleWithoutOtherController) || wasJustReachable()) {
            return Uni.createFrom().item(suspect);
        }
        return startSearch(suspect.isReachable()
                .flatMap(reachable -> reachable
                        ? Uni.createFrom().item(suspect).invoke(this::markReachable)
                        : firstAvailable(suspect, candidate -> candidate.check().replaceWith(true))
                                .invoke(next -> searchFinished(next, suspect, failure.asPollFailure(), deadline))));
    }

    private boolean wasJustReachable() {
        Long last = reachableAt;
        return last != null && time.since(last).compareTo(CHECK_VALIDITY) < 0;
    }

    private synchronized void markReachable() {
        reachableAt = time.nanoTime();
    }

    /**
     * Before a cycle: replaces the controller that failed nearly all calls of the last one, if another one works.
     *
     * @param machine a machine of the site
     */
    synchronized Uni<Void> replaceFailing(String machine, Deadline deadline) {
        Controller suspect = current;
        PollFailure failure = failing;
        failing = null;
        if (failure == null || controllers.size() == 1 || search != null) {
            return Uni.createFrom().voidItem();
        }
        // The rest of the time is for the controller in use, which may work again.
        return startSearch(firstAvailable(suspect, candidate -> candidate.works(machine))
                        .invoke(next -> searchFinished(next, suspect, failure, null)))
                .replaceWithVoid()
                .ifNoItem()
                .after(deadline.left().dividedBy(2))
                .recoverWithUni(() -> Uni.createFrom().voidItem());
    }

    private synchronized Uni<Controller> startSearch(Uni<Controller> steps) {
        Uni<Controller> started =
                steps.onTermination().invoke(this::searchEnded).memoize().indefinitely();
        search = started;
        return started;
    }

    private synchronized void searchEnded() {
        search = null;
    }

    /** The first other controller that works, or the failed one. */
    private Uni<Controller> firstAvailable(Controller failed, Function<Controller, Uni<Boolean>> works) {
        return Multi.createFrom()
                .iterable(controllers)
                .select()
                .where(candidate -> candidate != failed)
                .select()
                .when(candidate ->
                        works.apply(candidate).onFailure(Failover::mayTryNext).recoverWithItem(false))
                .toUni()
                .onFailure(CitrixException.class)
                .recoverWithNull()
                .onItem()
                .ifNull()
                .continueWith(failed);
    }

    /** Rejected credentials end the search: every login may lock the account. */
    private static boolean mayTryNext(Throwable failure) {
        return failure instanceof CitrixException known && !known.rejectsCredentials();
    }

    private void searchFinished(Controller next, Controller failed, PollFailure failure, @Nullable Deadline deadline) {
        synchronized (this) {
            if (next == failed) {
                cycleWithoutOtherController = deadline;
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
}
