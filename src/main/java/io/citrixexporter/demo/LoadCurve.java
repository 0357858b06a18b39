package io.citrixexporter.demo;

/**
 * The load over a day: the share of users who are at work, which rises to 1 and falls back to 0. Between two points it
 * changes evenly. A user with a random share logs on when the load rises to it and leaves when it falls to another one:
 * the sum of all users then follows the curve.
 */
final class LoadCurve {
    static final LoadCurve OFFICE_HOURS = new LoadCurve(
            1,
            new double[] {7, 7.5, 8, 8.5, 9, 9.5, 10, 10.5, 11, 16, 16.5, 17, 17.5, 18, 18.5, 19, 19.8},
            new double[] {0, .03, .13, .28, .5, .72, .87, .97, 1, 1, .95, .79, .53, .28, .15, .06, 0});

    /** As many users again log on within five minutes, and stay until the evening. */
    static final LoadCurve SPIKE =
            new LoadCurve(1.2, new double[] {9.75, 9.83, 16, 16.5, 17, 17.5, 18, 18.5, 19, 19.8}, new double[] {
                0, 1, 1, .95, .79, .53, .28, .15, .06, 0
            });

    /** An hour in the afternoon. */
    static final LoadCurve TRAINING =
            new LoadCurve(0.85, new double[] {14.4, 14.7, 15.4, 15.8}, new double[] {0, 1, 1, 0});

    private static final double MINUTES_PER_HOUR = 60;

    private final double weight;
    private final double[] hours;
    private final double[] loads;

    /**
     * @param weight how many users follow it, for each session of {@code citrix.demo.sessions-per-machine}
     * @param hours of the day, rising
     * @param loads the load at each of the hours, from 0 to 1 and back to 0
     */
    private LoadCurve(double weight, double[] hours, double[] loads) {
        this.weight = weight;
        this.hours = hours;
        this.loads = loads;
    }

    /** How many users of a machine follow this curve. */
    int users(int sessionsPerMachine) {
        return (int) Math.ceil(sessionsPerMachine * weight);
    }

    /** The minute of the day at which the load rises to a share. */
    double risesTo(double share) {
        int end = 1;
        while (loads[end] < share) {
            end++;
        }
        return crossing(end - 1, end, share);
    }

    /** The minute of the day at which the load falls to a share. */
    double fallsTo(double share) {
        int start = hours.length - 2;
        while (loads[start] < share) {
            start--;
        }
        return crossing(start, start + 1, share);
    }

    private double crossing(int start, int end, double share) {
        double part = (share - loads[start]) / (loads[end] - loads[start]);
        return (hours[start] + part * (hours[end] - hours[start])) * MINUTES_PER_HOUR;
    }
}
