package io.citrixexporter.demo;

import io.citrixexporter.config.Scenario;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A time during which a machine accepts no new sessions and those it has end: maintenance, or a failed registration.
 *
 * @param start the simulated time at which it starts
 * @param drained when the last session has ended
 * @param end when it ends
 */
record MachineOutage(double start, double drained, double end) {
    private static final double RETURN_MINUTES = 40;

    /** The outage of a machine on a day, if there is one. */
    static Optional<MachineOutage> of(DemoMachine machine, long day, Scenario scenario, long seed) {
        if (machine.role() == MachineRole.MAINTENANCE) {
            return Optional.of(of(day, 510, 240, 1140));
        }
        if (scenario == Scenario.REGISTRATION_OUTAGE && machine.group() == DeliveryGroup.OFFICE_APPS) {
            // One machine after the other, from 09:30 on, and back in random order three hours later.
            SplittableRandom random = SeededRandom.of(seed, machine.index(), day, "outage".hashCode());
            return Optional.of(of(day, random.nextDouble(570, 615), 25, random.nextDouble(750, 795)));
        }
        return Optional.empty();
    }

    private static MachineOutage of(long day, double start, double drainMinutes, double end) {
        return new MachineOutage(
                DemoClock.time(day, start), DemoClock.time(day, start + drainMinutes), DemoClock.time(day, end));
    }

    boolean isActive(double time) {
        return time >= start && time < end;
    }

    /** What remains of a session: a part before the outage, and another session after it for a user still at work. */
    Stream<DemoSession> interrupt(DemoSession session) {
        if (session.start() >= end) {
            return Stream.of(session);
        }
        SplittableRandom random = SeededRandom.of(Double.doubleToLongBits(session.start()));
        Stream<DemoSession> before = session.start() < start
                ? Stream.of(session.endingAt(random.nextDouble(start, drained)))
                : Stream.empty();
        double restart = end + random.nextDouble(RETURN_MINUTES);
        Stream<DemoSession> after = session.leave() > restart ? Stream.of(session.startingAt(restart)) : Stream.empty();
        return Stream.concat(before, after);
    }
}
