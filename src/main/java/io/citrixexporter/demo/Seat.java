package io.citrixexporter.demo;

/**
 * A user's place on a machine. The same user takes it every day, at other times.
 *
 * @param number its place on the machine, from 0
 * @param extra whether it is only taken at the peak of the afternoon
 * @param application whether its user starts single applications, not a desktop
 * @param protocol how its user connects, in the spelling of Citrix
 */
record Seat(DemoMachine machine, int number, boolean extra, boolean application, String protocol) {

    static Seat of(DemoMachine machine, int number, boolean extra, long seed) {
        Dice dice = Dice.of(seed, machine.index(), number);
        boolean application = dice.chance(machine.group().applications());
        return new Seat(machine, number, extra, application, protocol(machine, number, dice));
    }

    /** The account of the user. Made up, and there so that a client that asks for too much would show it. */
    String userName() {
        return "DEMO\\user%04d%02d".formatted(machine.index() + 1, number);
    }

    /** A console session is a rarity, and there is one. */
    private static String protocol(DemoMachine machine, int number, Dice dice) {
        if (machine.index() == 0 && number == 0) {
            return "Console";
        }
        return dice.chance(0.03) ? "Rdp" : "Hdx";
    }
}
