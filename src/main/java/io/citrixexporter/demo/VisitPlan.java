package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Turns a shift into the phases that its session goes through. */
final class VisitPlan {
    private static final double LOGOFF = 2;

    private final Scenario scenario;

    VisitPlan(Scenario scenario) {
        this.scenario = scenario;
    }

    Visit draw(Seat seat, long day, int number, Shift shift, Dice dice) {
        List<Stretch> stretches = new ArrayList<>();
        stretches.add(new Stretch(shift.begin(), Phase.LOGGING_ON));
        double loggedOn = shift.begin() + logon(dice);
        if (seat.application()) {
            applications(shift, loggedOn, stretches, dice);
        } else {
            desktop(shift, loggedOn, stretches);
        }
        return new Visit(seat, day, number, stretches, Math.max(shift.gone(), loggedOn) + LOGOFF);
    }

    /** Minutes; everybody at once makes it slow. */
    private double logon(Dice dice) {
        return scenario == Scenario.SPIKE ? dice.between(5, 16) : dice.between(2, 6);
    }

    private static void desktop(Shift shift, double loggedOn, List<Stretch> stretches) {
        stretches.add(new Stretch(loggedOn, Phase.DESKTOP));
        pause(shift, loggedOn, Phase.DESKTOP_AWAY, Phase.DESKTOP, stretches);
        if (shift.gone() > shift.leave()) {
            add(shift.leave(), loggedOn, Phase.DESKTOP_AWAY, stretches);
        }
        add(shift.gone(), loggedOn, Phase.DESKTOP_LOGGING_OFF, stretches);
    }

    private static void applications(Shift shift, double loggedOn, List<Stretch> stretches, Dice dice) {
        boolean prelaunched = dice.chance(0.3);
        stretches.add(new Stretch(loggedOn, prelaunched ? Phase.PRELAUNCHED : Phase.APPLICATIONS));
        if (prelaunched) {
            double firstApplication = loggedOn + dice.between(5, 40);
            add(Math.min(firstApplication, shift.breakFrom()), loggedOn, Phase.APPLICATIONS, stretches);
        }
        pause(shift, loggedOn, Phase.APPLICATIONS_AWAY, Phase.APPLICATIONS, stretches);
        if (shift.gone() > shift.leave()) {
            abandon(shift, loggedOn, dice, stretches);
        }
        add(shift.gone(), loggedOn, Phase.APPLICATIONS_LOGGING_OFF, stretches);
    }

    private static void pause(Shift shift, double loggedOn, Phase away, Phase back, List<Stretch> stretches) {
        if (shift.breakTo() > shift.breakFrom()) {
            add(shift.breakFrom(), loggedOn, away, stretches);
            add(shift.breakTo(), loggedOn, back, stretches);
        }
    }

    /** The last application is closed, the session stays; in the end the connection goes too. */
    private static void abandon(Shift shift, double loggedOn, Dice dice, List<Stretch> stretches) {
        boolean lingers = dice.chance(0.65);
        double middle = dice.between(shift.leave(), shift.gone());
        add(shift.leave(), loggedOn, lingers ? Phase.LINGERING : Phase.NO_APPLICATIONS, stretches);
        add(middle, loggedOn, lingers ? Phase.LINGERING_AWAY : Phase.NO_APPLICATIONS_AWAY, stretches);
    }

    /** Nothing happens before the logon is over. */
    private static void add(double from, double loggedOn, Phase phase, List<Stretch> stretches) {
        stretches.add(new Stretch(Math.max(from, loggedOn), phase));
    }
}
