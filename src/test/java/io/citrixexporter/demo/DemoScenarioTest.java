package io.citrixexporter.demo;

import static io.citrixexporter.demo.DemoSites.at;
import static io.citrixexporter.demo.DemoSites.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.config.Scenario;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoScenarioTest {
    private final DemoSites ordinary = DemoSites.of(Scenario.WORKING_DAY);

    @Test
    void spikeDoublesSessionsWithinMinutesAndLastsUntilEvening() {
        DemoSites spike = DemoSites.of(Scenario.SPIKE);

        assertThat(spike.count(at(9, 44))).isEqualTo(ordinary.count(at(9, 44)));
        assertThat((double) spike.count(at(9, 51))).isGreaterThan(2.0 * ordinary.count(at(9, 44)));
        assertThat((double) spike.count(at(15, 0))).isGreaterThan(1.8 * ordinary.count(at(15, 0)));
        assertThat(spike.count(at(19, 59))).isLessThan(spike.count(at(15, 0)) / 4);
    }

    @Test
    void registrationOutageDrainsOneDeliveryGroupMachineByMachineAndItComesBack() {
        DemoSites site = DemoSites.of(Scenario.REGISTRATION_OUTAGE);
        DeliveryGroup hit = DeliveryGroup.OFFICE_APPS;

        assertThat(site.count(at(9, 25), in(hit))).isEqualTo(ordinary.count(at(9, 25), in(hit)));
        assertThat(site.count(at(10, 5), in(hit))).isBetween(1L, site.count(at(9, 25), in(hit)) - 1);
        assertThat(site.count(at(11, 30), in(hit))).isZero();
        assertThat((double) site.count(at(14, 15), in(hit))).isGreaterThan(0.8 * ordinary.count(at(14, 15), in(hit)));
        assertThat(site.count(at(11, 30), in(DeliveryGroup.DESKTOPS)))
                .isEqualTo(ordinary.count(at(11, 30), in(DeliveryGroup.DESKTOPS)));
    }

    @Test
    void machinesAreUnregisteredDuringTheRegistrationOutage() {
        DemoSites site = DemoSites.of(Scenario.REGISTRATION_OUTAGE);

        assertThat(site.machines().all())
                .filteredOn(machine -> machine.group() == DeliveryGroup.OFFICE_APPS)
                .filteredOn(machine -> machine.role() == MachineRole.ORDINARY)
                .extracting(machine -> site.model().status(machine, at(11, 30)).registration())
                .containsOnly("Unregistered");
    }

    @Test
    void lingeringSessionsAccumulate() {
        DemoSites site = DemoSites.of(Scenario.LINGERING);

        assertThat(site.countLingering(at(16, 0))).isGreaterThan(10 * ordinary.countLingering(at(16, 0)) + 100);
        assertThat(site.countLingering(at(16, 0)))
                .isGreaterThan(site.countLingering(at(12, 0)))
                .isGreaterThan(site.countLingering(at(9, 0)));
    }

    @Test
    void logonsToOfficeAppsHangInTheMorning() {
        DemoSites site = DemoSites.of(Scenario.SLOW_LOGONS);
        double time = at(10, 0);

        assertThat(loggingOn(site, time, DeliveryGroup.OFFICE_APPS))
                .isGreaterThan(10 * loggingOn(ordinary, time, DeliveryGroup.OFFICE_APPS));
        assertThat(loggingOn(site, time, DeliveryGroup.DESKTOPS))
                .isEqualTo(loggingOn(ordinary, time, DeliveryGroup.DESKTOPS));
        assertThat(loggingOn(site, at(14, 0), DeliveryGroup.OFFICE_APPS)).isZero();
    }

    private static long loggingOn(DemoSites site, double time, DeliveryGroup group) {
        return site.machines().all().stream()
                .filter(machine -> machine.group() == group)
                .flatMap(machine -> site.model().sessions(machine, time).stream())
                .filter(session -> session.isLoggingOn(time))
                .count();
    }

    @Test
    void apiFailsInEveryWayAndRecoversTwiceADay() {
        DemoSites site = DemoSites.of(Scenario.API_OUTAGE);
        Set<ApiFault> seen = new LinkedHashSet<>();
        for (int second = 0; second < 300; second++) {
            seen.add(site.model().fault(DemoSites.START.plusSeconds(second)));
        }

        assertThat(seen)
                .containsExactly(
                        ApiFault.NONE,
                        ApiFault.THROTTLED,
                        ApiFault.UNAVAILABLE,
                        ApiFault.DISCONNECTING,
                        ApiFault.FAILING);
        assertThat(site.model().fault(DemoSites.START.plusSeconds(290))).isEqualTo(ApiFault.NONE);
        assertThat(site.model().fault(DemoSites.START.plusSeconds(310))).isEqualTo(ApiFault.NONE);
        assertThat(site.model().fault(DemoSites.START.plusSeconds(430))).isEqualTo(ApiFault.THROTTLED);
    }
}
