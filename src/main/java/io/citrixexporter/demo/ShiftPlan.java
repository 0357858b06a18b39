package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings.Scenario;
import java.util.List;

/**
 * When users work. The load curve of the site is the sum of their shifts: a ramp towards ten, a dip at lunch, a plateau,
 * an afternoon peak on one delivery group, few in the evening. Times are minutes since midnight.
 */
final class ShiftPlan {
    private static final double ATTENDANCE = 0.93;

    private final Scenario scenario;

    ShiftPlan(Scenario scenario) {
        this.scenario = scenario;
    }

    /** The shifts of one seat on one day, which the dice stand for. */
    List<Shift> draw(Seat seat, Dice dice) {
        if (seat.extra()) {
            return List.of(training(dice));
        }
        if (seat.number() > 0 && !dice.chance(ATTENDANCE)) {
            return List.of();
        }
        if (scenario == Scenario.LINGERING && seat.application()) {
            return abandoned(dice);
        }
        return office(begin(dice), dice);
    }

    private double begin(Dice dice) {
        boolean early = dice.chance(0.2);
        if (scenario == Scenario.SPIKE) {
            return early ? dice.around(420, 520) : dice.around(520, 560);
        }
        return dice.around(420, 660);
    }

    private List<Shift> office(double begin, Dice dice) {
        double leave = dice.chance(0.05) ? dice.between(1140, 1190) : dice.around(960, 1140);
        Shift day = Shift.of(begin, leave, gone(leave, dice));
        double lunch = dice.around(690, 810);
        double back = lunch + dice.between(25, 60);
        if (begin > lunch - 30) {
            return List.of(day);
        }
        if (dice.chance(0.4)) {
            return List.of(day.withBreak(lunch, back));
        }
        if (dice.chance(0.15)) {
            return List.of(day.until(lunch), day.since(back));
        }
        double meeting = dice.between(begin + 30, leave - 90);
        return List.of(day.withBreak(meeting, meeting + dice.between(20, 80)));
    }

    /** Half of the users log off, others leave a disconnected session, a few until the next morning. */
    private double gone(double leave, Dice dice) {
        if (dice.chance(0.05)) {
            return DemoDay.MINUTES + dice.between(400, 500);
        }
        double disconnected = scenario == Scenario.LINGERING ? dice.between(30, 240) : dice.between(10, 60);
        return dice.chance(0.5) ? leave + disconnected : leave;
    }

    /** Three times a day the user closes the last application and the session stays until the evening. */
    private static List<Shift> abandoned(Dice dice) {
        double first = dice.around(420, 660);
        return List.of(abandoned(first, dice), abandoned(first + 170, dice), abandoned(first + 340, dice));
    }

    private static Shift abandoned(double begin, Dice dice) {
        return Shift.of(begin, begin + dice.between(30, 90), dice.between(1150, 1190));
    }

    private static Shift training(Dice dice) {
        double end = dice.around(925, 945);
        return Shift.of(dice.around(865, 880), end, end);
    }
}
