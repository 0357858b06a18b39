package io.citrixexporter.demo;

import java.util.List;

/**
 * One session from its begin to its end.
 *
 * @param day the day it began
 * @param number its place among those of its seat on that day
 * @param stretches what it does when, in the order of time; never empty
 * @param end when it is gone, in minutes of the day
 */
record Visit(Seat seat, long day, int number, List<Stretch> stretches, double end) {

    double begin() {
        return stretches.get(0).from();
    }

    /** When the logon was over. */
    double loggedOn() {
        return stretches.get(1).from();
    }

    boolean runsAt(double minute) {
        return minute >= begin() && minute < end;
    }

    /** Where the session is at a minute at which it runs: the latest stretch that has begun. */
    int indexAt(double minute) {
        int index = 0;
        while (index + 1 < stretches.size() && stretches.get(index + 1).from() <= minute) {
            index++;
        }
        return index;
    }
}
