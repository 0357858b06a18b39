package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings.Scenario;
import java.util.Optional;

/** Which machine is closed for sessions, and when: the one in maintenance mode, and those of the outage scenario. */
final class Closures {
    private static final Closure MAINTENANCE = new Closure(510, 240, 1140);

    private final Scenario scenario;
    private final long seed;

    Closures(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
    }

    Optional<Closure> of(DemoMachine machine, long day) {
        if (machine.role() == MachineRole.MAINTENANCE) {
            return Optional.of(MAINTENANCE);
        }
        return unregistersOn(machine) ? Optional.of(outage(machine, day)) : Optional.empty();
    }

    boolean closed(DemoMachine machine, Moment moment) {
        return of(machine, moment.day())
                .filter(closure -> moment.within(closure.from(), closure.to()))
                .isPresent();
    }

    private boolean unregistersOn(DemoMachine machine) {
        return scenario == Scenario.REGISTRATION_OUTAGE && machine.group() == DeliveryGroup.OF_THE_OUTAGE;
    }

    /** One machine after the other, from half past nine; the same way back three hours later. */
    private Closure outage(DemoMachine machine, long day) {
        Dice dice = Dice.of(seed, machine.index(), day, "outage".hashCode());
        return new Closure(dice.between(570, 615), 25, dice.between(750, 795));
    }
}
