package io.citrixexporter.citrix;

import io.citrixexporter.inventory.Machine;
import io.smallrye.mutiny.Uni;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API of one site. Every failure is a {@link CitrixException}.
 *
 * <p>A site may have several controllers. One is in use until it is lost; then the others are tried, from the first on,
 * with a new sign-in, and the call is repeated at the one that lets in. Where none does, nobody looks again in the same
 * cycle.
 */
public final class CitrixClient {
    /** The largest body that is read, in bytes: 64 MiB. An eighth of the heap where that is less. */
    public static final long LARGEST_ANSWER = 64L << 20;

    private static final Logger LOG = Logger.getLogger(CitrixClient.class);

    private final String site;
    private final Gate gate;
    private final List<Controller> controllers;
    private Controller current;
    private @Nullable Uni<Controller> search;
    private @Nullable Deadline fruitless;

    CitrixClient(String site, Gate gate, List<Controller> controllers) {
        this.site = site;
        this.gate = gate;
        this.controllers = List.copyOf(controllers);
        this.current = controllers.get(0);
    }

    /** The controller in use: its host, and its port where that is given. */
    public String controller() {
        return current().name();
    }

    /** Makes sure that there is a token, and finds out which site this is; asks Citrix only where it must. */
    public Uni<SiteIdentity> signIn(Deadline deadline) {
        return asked(controller -> controller.signIn(deadline), deadline);
    }

    /**
     * The sessions on a machine. Sign in first.
     *
     * @param machine {@code DOMAIN\NAME}, DNS name or id
     */
    public Uni<SessionsAnswer> sessions(String machine, Deadline deadline) {
        return asked(controller -> controller.sessions(machine, deadline), deadline);
    }

    /** All sessions of the site, page by page, or a failure if a page fails. Sign in first. */
    public Uni<List<MachineSession>> sessions(Deadline deadline) {
        return asked(controller -> controller.sessions(deadline), deadline);
    }

    /** All machines of the site, page by page, or a failure if a page fails. Sign in first. */
    public Uni<List<Machine>> machines(Deadline deadline) {
        return asked(controller -> controller.machines(deadline), deadline);
    }

    private <T> Uni<T> asked(Function<Controller, Uni<T>> call, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Controller asked = current();
            Uni<T> answer = call.apply(asked);
            return controllers.size() == 1
                    ? answer
                    : answer.onFailure(Controller::mayBeLost).recoverWithUni(failure -> insteadOf(asked, deadline)
                            .flatMap(next -> next == asked ? Uni.createFrom().failure(failure) : call.apply(next)));
        });
    }

    private synchronized Controller current() {
        return current;
    }

    /** The controller to use now: another one if this one is lost, found once for all who ask. */
    private synchronized Uni<Controller> insteadOf(Controller suspect, Deadline deadline) {
        if (current != suspect) {
            return Uni.createFrom().item(current);
        }
        Uni<Controller> running = search;
        if (running != null) {
            return running;
        }
        if (deadline.equals(fruitless)) {
            return Uni.createFrom().item(suspect);
        }
        Uni<Controller> started = suspect.alive()
                .flatMap(alive -> alive ? Uni.createFrom().item(suspect) : firstThatLetsIn(suspect, deadline))
                .invoke(this::use)
                .onTermination()
                .invoke(this::searchEnded)
                .memoize()
                .indefinitely();
        search = started;
        return started;
    }

    private Uni<Controller> firstThatLetsIn(Controller lost, Deadline deadline) {
        return firstOf(
                controllers.stream().filter(controller -> controller != lost).iterator(), lost, deadline);
    }

    /**
     * A controller that cannot be used, either, is passed over. One that refuses the credentials ends the search: the
     * others would refuse them as well, and the account be locked.
     */
    private Uni<Controller> firstOf(Iterator<Controller> candidates, Controller lost, Deadline deadline) {
        if (!candidates.hasNext()) {
            noneFound(deadline);
            return Uni.createFrom().item(lost);
        }
        Controller candidate = candidates.next();
        return candidate
                .askWho()
                .replaceWith(candidate)
                .onFailure(Controller::credentialsRefused)
                .recoverWithItem(() -> {
                    noneFound(deadline);
                    return lost;
                })
                .onFailure(CitrixException.class)
                .recoverWithUni(() -> firstOf(candidates, lost, deadline));
    }

    /** The pause that the lost controller may have asked for is none of the next one's. */
    private void use(Controller next) {
        if (switchedTo(next)) {
            gate.switchedTo(next.name());
        }
    }

    private synchronized boolean switchedTo(Controller next) {
        if (next == current) {
            return false;
        }
        LOG.warnf("%s: controller %s is lost, %s is used now", site, current.name(), next.name());
        current = next;
        return true;
    }

    private synchronized void noneFound(Deadline deadline) {
        fruitless = deadline;
    }

    private synchronized void searchEnded() {
        search = null;
    }
}
