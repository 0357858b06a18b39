package io.citrixexporter.demo;

import io.citrixexporter.config.ExporterConfig.Demo;
import io.citrixexporter.config.Scenario;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws the sessions of a machine on a day, always the same for the same seed. Each user has random numbers of its own, so
 * the sessions of a machine depend on no other machine.
 */
final class SessionGenerator {
    private static final double ATTENDANCE = 0.93;
    private static final double LUNCH_SHARE = 0.38;
    private static final double OVERNIGHT_SHARE = 0.07;
    private static final double LOGOFF_SHARE = 0.5;
    private static final double MINUTES_TO_NEXT_LOGON = 170;
    private static final double FIRST_SLOW_LOGON = 525;
    private static final double LAST_SLOW_LOGON = 660;

    private final Scenario scenario;
    private final int sessionsPerMachine;
    private final long seed;

    SessionGenerator(Demo settings) {
        scenario = settings.scenario();
        sessionsPerMachine = settings.sessionsPerMachine();
        seed = settings.seed();
    }

    /** The sessions that start on a day. */
    Stream<DemoSession> sessions(DemoMachine machine, long day) {
        Stream<DemoSession> sessions = slots(machine).flatMap(slot -> sessions(slot, day));
        return MachineOutage.of(machine, day, scenario, seed)
                .map(outage -> sessions.flatMap(outage::interrupt))
                .orElse(sessions);
    }

    /** The users of a machine: for each load curve as many as the weight of the curve says. */
    private Stream<UserSlot> slots(DemoMachine machine) {
        Stream<LoadCurve> curves = Stream.of(
                        Optional.of(LoadCurve.OFFICE_HOURS),
                        Optional.of(LoadCurve.TRAINING).filter(curve -> machine.group() == DeliveryGroup.ENGINEERING),
                        Optional.of(LoadCurve.SPIKE).filter(curve -> scenario == Scenario.SPIKE))
                .flatMap(Optional::stream);
        List<LoadCurve> users = curves.flatMap(
                        curve -> Collections.nCopies(curve.users(sessionsPerMachine), curve).stream())
                .toList();
        return IntStream.range(0, users.size())
                .mapToObj(number -> UserSlot.of(machine, number, users.get(number), seed));
    }

    private Stream<DemoSession> sessions(UserSlot slot, long day) {
        SplittableRandom random = SeededRandom.of(seed, slot.machine().index(), slot.number(), day);
        // The first user is always there: on the first machine it is the only one on the console.
        if (random.nextDouble() >= ATTENDANCE && slot.number() > 0) {
            return Stream.empty();
        }
        double start = DemoClock.time(day, slot.curve().risesTo(random.nextDouble()));
        double leave = DemoClock.time(day, slot.curve().fallsTo(random.nextDouble()));
        if (slot.curve() == LoadCurve.TRAINING) {
            return Stream.of(session(slot, start, leave, random));
        }
        if (scenario == Scenario.LINGERING && slot.application()) {
            return IntStream.range(0, 3)
                    .mapToObj(number -> abandoned(slot, start + number * MINUTES_TO_NEXT_LOGON, day, random));
        }
        DemoSession session = session(slot, start, leave, random);
        if (hangs(slot, start - DemoClock.time(day, 0))) {
            return Stream.of(DemoSession.of(slot, start, start + random.nextDouble(60, 120), leave));
        }
        return Stream.of(withBreak(session.loggedOffAt(logoff(leave, day, random)), day, random));
    }

    /** Whether a logon hangs that starts at a minute of the day. */
    private boolean hangs(UserSlot slot, double minute) {
        return scenario == Scenario.SLOW_LOGONS
                && slot.machine().group() == DeliveryGroup.OFFICE_APPS
                && minute >= FIRST_SLOW_LOGON
                && minute < LAST_SLOW_LOGON;
    }

    private DemoSession session(UserSlot slot, double start, double leave, SplittableRandom random) {
        // Logons are slow when everyone logs on at once.
        double logon = slot.curve() == LoadCurve.SPIKE ? random.nextDouble(5, 16) : random.nextDouble(2, 6);
        return DemoSession.of(slot, start, start + logon, leave);
    }

    /** The user closes the last application, and the session stays until the evening. */
    private DemoSession abandoned(UserSlot slot, double start, long day, SplittableRandom random) {
        return session(slot, start, start + random.nextDouble(30, 90), random)
                .loggedOffAt(DemoClock.time(day, random.nextDouble(1150, 1190)));
    }

    /** Half of the users log off when they leave; the others disconnect, and a few sessions stay overnight. */
    private double logoff(double leave, long day, SplittableRandom random) {
        double share = random.nextDouble();
        if (share < OVERNIGHT_SHARE) {
            return DemoClock.time(day + 1, random.nextDouble(400, 500));
        }
        if (share < LOGOFF_SHARE) {
            return leave;
        }
        return leave + (scenario == Scenario.LINGERING ? random.nextDouble(30, 240) : random.nextDouble(10, 60));
    }

    /** At lunch or during a meeting. */
    private static DemoSession withBreak(DemoSession session, long day, SplittableRandom random) {
        double lunch = DemoClock.time(day, random.nextDouble(705, 785));
        if (session.start() > lunch - 30) {
            return session;
        }
        if (random.nextDouble() < LUNCH_SHARE) {
            return session.withBreak(lunch, lunch + random.nextDouble(25, 60));
        }
        double meeting = random.nextDouble(session.start() + 30, session.leave() - 90);
        return session.withBreak(meeting, meeting + random.nextDouble(20, 80));
    }
}
