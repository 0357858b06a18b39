package io.citrixexporter.demo;

import java.util.SplittableRandom;

/**
 * A user of a machine, who returns every day at other times.
 *
 * @param number its place on the machine, from 0
 * @param curve the load that the user is a part of
 * @param application whether the user starts published applications, not a desktop
 * @param prelaunch whether the session of applications starts before the first of them
 * @param lingers whether the session lingers after the last application has been closed
 * @param connectedShare for which share of the time between leaving and logging off the session stays connected; 0 for a
 *     desktop
 * @param protocol how the user connects, in the spelling of Citrix
 */
record UserSlot(
        DemoMachine machine,
        int number,
        LoadCurve curve,
        boolean application,
        boolean prelaunch,
        boolean lingers,
        double connectedShare,
        String protocol) {

    static UserSlot of(DemoMachine machine, int number, LoadCurve curve, long seed) {
        SplittableRandom random = SeededRandom.of(seed, machine.index(), number);
        boolean application = random.nextDouble() < machine.group().applications();
        boolean console = machine.index() == 0 && number == 0;
        return new UserSlot(
                machine,
                number,
                curve,
                application,
                random.nextDouble() < 0.3,
                random.nextDouble() < 0.7,
                application ? random.nextDouble() : 0,
                console ? "Console" : random.nextDouble() < 0.03 ? "Rdp" : "Hdx");
    }

    /** The account of the user, without its domain. Made up, and there so that a client that asks for too much would show it. */
    String userName() {
        return "user" + (machine.index() + 1) + "-" + number;
    }
}
