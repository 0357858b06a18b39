package io.citrixexporter.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks that healthy machines are polled while a fifth of the machines fails.
 *
 * <p>A machine is healthy while the site responds to all its sessions calls. Some responses fail at random, so the time without
 * a successful poll counts from the last success, or from the last response to the machine that failed if that is later,
 * and backoffs that the site requested are subtracted. A machine that is not reached before the deadline of a cycle is
 * polled first in the next one, which is published when it ends: three intervals at most.
 */
final class PartialOutageCheck {
    static final Duration LIMIT = SoakSettings.INTERVAL.multipliedBy(3).plus(SoakSettings.SLACK);
    /** A new machine is not polled before the inventory has been read, which may fail. */
    static final Duration PRESENT = Duration.ofMinutes(1);

    private final Machines machines;
    private final Tokens tokens;
    private final PartialOutages outages;
    private final RequestedBackoffs backoffs;
    private final Violations violations;
    private final Set<String> notPolled = ConcurrentHashMap.newKeySet();
    private final Set<Integer> reported = ConcurrentHashMap.newKeySet();
    private final AtomicLong compared = new AtomicLong();
    private final AtomicLong longestMillis = new AtomicLong();

    PartialOutageCheck(
            Machines machines,
            Tokens tokens,
            PartialOutages outages,
            RequestedBackoffs backoffs,
            Violations violations) {
        this.machines = machines;
        this.tokens = tokens;
        this.outages = outages;
        this.backoffs = backoffs;
        this.violations = violations;
    }

    void check(Scrape scrape) {
        PartialOutages.Outage outage = outages.last();
        // Without a token no machine can be polled.
        if (outage.lasts(scrape.begin()) && !tokens.missing()) {
            Map<String, ShownMachine> shown = ShownMachine.of(scrape.seen());
            machines.present().stream()
                    .filter(machine -> wasPresent(machine, scrape.begin()))
                    .filter(machine -> shown.containsKey(machine.label()))
                    .filter(machine -> shown.get(machine.label()).complete())
                    .forEach(machine -> check(scrape, outage, machine, shown.get(machine.label())));
        }
    }

    private void check(Scrape scrape, PartialOutages.Outage outage, SoakMachine machine, ShownMachine shown) {
        Instant from = Collections.max(List.of(shown.lastSuccess(), machine.lastFailure(), tokens.lastIssued()));
        Duration unpolled = Duration.between(from, scrape.begin()).minus(backoffs.during(from, scrape.begin()));
        compared.incrementAndGet();
        longestMillis.accumulateAndGet(unpolled.toMillis(), Math::max);
        if (unpolled.compareTo(LIMIT) > 0
                && notPolled.add(outage.number() + " " + machine.label())
                && reported.add(outage.number())) {
            // Once per outage, to keep the report short.
            violations.add("%s, a healthy machine, was not polled for %.1f s while a fifth failed, last success %s"
                    .formatted(machine.label(), unpolled.toMillis() / 1000.0, shown.lastSuccess()));
        }
    }

    private static boolean wasPresent(SoakMachine machine, Instant time) {
        return !machine.presence().during(time.minus(PRESENT), time).contains(false);
    }

    /** Number of checks of healthy machines during partial outages. */
    long compared() {
        return compared.get();
    }

    /** Number of healthy machines that were not polled for too long, summed over the outages. */
    int notPolled() {
        return notPolled.size();
    }

    /** The longest time in which a healthy machine was not polled, without the requested backoffs. */
    Duration longest() {
        return Duration.ofMillis(longestMillis.get());
    }
}
