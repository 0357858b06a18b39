package io.citrixexporter.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * A time of the day at which a machine takes no new sessions, and loses those it has by and by.
 *
 * @param from when it begins, in minutes of the day
 * @param drain within how many minutes all sessions are gone
 * @param to when it ends
 */
record Closure(double from, double drain, double to) {
    private static final double RETURN = 40;

    /** What is left of the shifts: cut, and for who would still be at work, begun anew afterwards. */
    List<Shift> cut(List<Shift> shifts, Dice dice) {
        List<Shift> left = new ArrayList<>();
        for (Shift shift : shifts) {
            double out = from + dice.between(0, drain);
            double in = to + dice.between(0, RETURN);
            if (shift.begin() < from) {
                left.add(shift.until(out));
            }
            if (shift.begin() >= to) {
                left.add(shift);
            } else if (shift.leave() > in && (shift.begin() >= from || shift.leave() > out)) {
                left.add(shift.since(in));
            }
        }
        return left;
    }
}
