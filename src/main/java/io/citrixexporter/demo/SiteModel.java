package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings;
import io.citrixexporter.config.DemoSettings.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is on the site at a time: a function of the settings and the time, without memory. Each seat of a machine
 * follows its own timetable, so asking for one machine costs the same on a site of any size.
 */
final class SiteModel {
    private static final double STORM = 1.6;
    private static final double TRAINING = 0.8;

    private final DemoSettings settings;
    private final DemoDay day;
    private final Closures closures;
    private final ShiftPlan shifts;
    private final VisitPlan visits;

    SiteModel(DemoSettings settings, Instant start) {
        this.settings = settings;
        day = DemoDay.startingAt(start, settings.day());
        closures = new Closures(settings.scenario(), settings.seed());
        shifts = new ShiftPlan(settings.scenario());
        visits = new VisitPlan(settings.scenario());
    }

    Trouble trouble(Instant time) {
        return Trouble.at(day.at(time), settings.scenario());
    }

    List<DemoSession> sessions(DemoMachine machine, Instant time) {
        Moment today = day.at(time);
        List<DemoSession> sessions = new ArrayList<>();
        if (isReachable(machine)) {
            collect(machine, today.fromDayBefore(), sessions);
            collect(machine, today, sessions);
        }
        return sessions;
    }

    MachineStatus status(DemoMachine machine, Instant time) {
        int sessions = sessions(machine, time).size();
        int most = (int) Math.ceil(settings.sessionsPerMachine() * 1.25);
        return MachineStatus.of(machine, closures.closed(machine, day.at(time)), sessions, most);
    }

    private static boolean isReachable(DemoMachine machine) {
        return machine.role() != MachineRole.UNREGISTERED && machine.role() != MachineRole.POWERED_OFF;
    }

    private void collect(DemoMachine machine, Moment moment, List<DemoSession> sessions) {
        int regular = regularSeats();
        int seats = regular + extraSeats(machine);
        for (int number = 0; number < seats; number++) {
            Seat seat = Seat.of(machine, number, number >= regular, settings.seed());
            collect(seat, moment, sessions);
        }
    }

    private void collect(Seat seat, Moment moment, List<DemoSession> sessions) {
        Dice dice = Dice.of(settings.seed(), seat.machine().index(), seat.number(), moment.day());
        int number = 0;
        for (Shift shift : shifts(seat, moment.day(), dice)) {
            Visit visit = visits.draw(seat, moment.day(), number++, shift, dice);
            if (visit.runsAt(moment.minute())) {
                sessions.add(DemoSession.of(visit, moment, day, settings.seed()));
            }
        }
    }

    private List<Shift> shifts(Seat seat, long dayNumber, Dice dice) {
        List<Shift> drawn = shifts.draw(seat, dice);
        return closures.of(seat.machine(), dayNumber)
                .map(closure -> closure.cut(drawn, dice))
                .orElse(drawn);
    }

    private int regularSeats() {
        int seats = settings.sessionsPerMachine();
        return settings.scenario() == Scenario.SPIKE ? (int) Math.ceil(seats * STORM) : seats;
    }

    private int extraSeats(DemoMachine machine) {
        boolean peak = machine.group() == DeliveryGroup.OF_THE_PEAK;
        return peak ? (int) Math.ceil(settings.sessionsPerMachine() * TRAINING) : 0;
    }
}
