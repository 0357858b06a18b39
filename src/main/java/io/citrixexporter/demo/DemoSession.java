package io.citrixexporter.demo;

import java.util.UUID;

/**
 * A session. All times are simulated ones, and nothing happens before the logon has ended.
 *
 * @param start when the logon starts
 * @param established when the logon ends
 * @param away when a break starts, during which the session is disconnected
 * @param back when the break ends; the same as {@code away} without a break
 * @param leave when the user stops working
 * @param logoff when the logoff starts; the same as {@code leave}, or later if the user only disconnects
 */
record DemoSession(
        UserSlot slot, double start, double established, double away, double back, double leave, double logoff) {
    private static final double LOGOFF_MINUTES = 2;
    private static final double PRELAUNCH_MINUTES = 20;

    /**
     * A state and the time since when.
     *
     * @param value in the spelling of Citrix
     */
    record Since(String value, double time) {}

    DemoSession {
        away = Math.max(away, established);
        back = Math.max(back, established);
        leave = Math.max(leave, established);
        logoff = Math.max(logoff, established);
    }

    /** A session without a break, whose user logs off when leaving. */
    static DemoSession of(UserSlot slot, double start, double established, double leave) {
        return new DemoSession(slot, start, established, established, established, leave, leave);
    }

    /** Stays the same from start to end. */
    UUID id() {
        return SeededRandom.guid("session", slot.machine().index(), slot.number(), Double.doubleToLongBits(start));
    }

    double logonMinutes() {
        return established - start;
    }

    double end() {
        return logoff + LOGOFF_MINUTES;
    }

    boolean isRunning(double time) {
        return time >= start && time < end();
    }

    boolean isLoggingOn(double time) {
        return time < established;
    }

    boolean isLoggingOff(double time) {
        return time >= logoff;
    }

    /** Whether published applications run in it. */
    boolean hasApplications(double time) {
        return slot.application() && time >= firstApplication() && time < leave;
    }

    /** The session state at a time at which it runs. */
    Since state(double time) {
        if (isLoggingOn(time)) {
            return new Since("Connected", start);
        }
        if (leave < logoff && time >= disconnect()) {
            return isLoggingOff(time) ? new Since("Active", logoff) : new Since("Disconnected", disconnect());
        }
        if (time >= back) {
            return new Since("Active", back);
        }
        return time >= away ? new Since("Disconnected", away) : new Since("Active", established);
    }

    /** The application state at a time at which it runs. */
    Since appState(double time) {
        if (isLoggingOn(time)) {
            return new Since("PreLogon", start);
        }
        if (!slot.application()) {
            return new Since("Desktop", established);
        }
        if (isLoggingOff(time) && slot.lingers()) {
            return new Since("NoApps", logoff);
        }
        if (time >= leave) {
            return new Since(slot.lingers() ? "Lingering" : "NoApps", leave);
        }
        return time >= firstApplication()
                ? new Since("Active", firstApplication())
                : new Since("PreLaunched", established);
    }

    DemoSession withBreak(double from, double to) {
        return new DemoSession(slot, start, established, from, to, leave, logoff);
    }

    /** The same session, disconnected when the user leaves and logged off at a later time. */
    DemoSession loggedOffAt(double time) {
        return new DemoSession(slot, start, established, away, back, leave, time);
    }

    /** The same session, logged off at a time if it still runs. */
    DemoSession endingAt(double time) {
        return new DemoSession(
                slot,
                start,
                established,
                Math.min(away, time),
                Math.min(back, time),
                Math.min(leave, time),
                Math.min(logoff, time));
    }

    /** A session that starts later and ends like this one. */
    DemoSession startingAt(double time) {
        return new DemoSession(slot, time, time + logonMinutes(), away, back, leave, logoff);
    }

    private double firstApplication() {
        return slot.prelaunch() ? established + PRELAUNCH_MINUTES : established;
    }

    private double disconnect() {
        return leave + slot.connectedShare() * (logoff - leave);
    }
}
