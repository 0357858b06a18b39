package io.citrixexporter.demo;

import static io.citrixexporter.demo.DemoSites.at;
import static io.citrixexporter.demo.DemoSites.in;
import static io.citrixexporter.demo.DemoSites.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.config.DemoSettings.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoModelTest {
    private final DemoSites site = DemoSites.of(Scenario.WORKING_DAY);

    @Test
    void sameSeedGivesTheSameSessions() {
        assertThat(DemoSites.of(Scenario.WORKING_DAY).sessions(at(11, 0))).isEqualTo(site.sessions(at(11, 0)));
    }

    @Test
    void otherSeedGivesOtherSessions() {
        DemoSites other = DemoSites.of(DemoSites.settings(Scenario.WORKING_DAY, 2));

        assertThat(other.sessions(at(11, 0))).doesNotContainAnyElementsOf(site.sessions(at(11, 0)));
    }

    @Test
    void simulatedClockStartsInTheMorningsLogons() {
        assertThat(at(8, 40)).isEqualTo(DemoSites.START);
    }

    @Test
    void loadDoublesWithinTheFirstMinute() {
        long first = site.count(DemoSites.START);

        assertThat(first).isGreaterThan(50);
        assertThat(site.count(DemoSites.START.plusSeconds(60))).isGreaterThan(2 * first);
    }

    @Test
    void machinesAreAsFullAsTheSettingsSayAtTheHeightOfTheDay() {
        int inOrder = DemoSites.MACHINES - 3;

        assertThat(site.count(at(11, 0)) / (double) inOrder)
                .isBetween(0.8 * DemoSites.SESSIONS_PER_MACHINE, 1.0 * DemoSites.SESSIONS_PER_MACHINE);
    }

    @Test
    void lunchDisconnectsManyAndTheAfternoonBringsThemBack() {
        long before = site.count(at(11, 15), state("Disconnected"));
        long lunch = site.count(at(12, 30), state("Disconnected"));
        long after = site.count(at(14, 30), state("Disconnected"));

        assertThat(lunch).isGreaterThan(2 * before).isGreaterThan(2 * after);
    }

    @Test
    void eveningLeavesFew() {
        assertThat(site.count(at(19, 50))).isBetween(5L, site.count(at(15, 0)) / 5);
    }

    @Test
    void nextDayIsLikeTheFirstWithOtherSessions() {
        Instant today = at(11, 0);
        Instant tomorrow = today.plus(Duration.ofMinutes(10));

        assertThat((double) site.count(tomorrow)).isBetween(0.85 * site.count(today), 1.15 * site.count(today));
        assertThat(site.sessions(tomorrow)).doesNotContainAnyElementsOf(site.sessions(today));
    }

    @Test
    void trainingIsASpikeOnOneDeliveryGroupOnly() {
        DeliveryGroup peak = DeliveryGroup.OF_THE_PEAK;

        assertThat(site.count(at(15, 0), in(peak))).isGreaterThan(site.count(at(14, 0), in(peak)) * 3 / 2);
        assertThat(site.count(at(15, 0), in(DeliveryGroup.DESKTOPS)))
                .isLessThan(site.count(at(14, 0), in(DeliveryGroup.DESKTOPS)) * 11 / 10);
    }

    @Test
    void deliveryGroupsAreUneven() {
        var sizes = site.fleet().machines().stream()
                .collect(Collectors.groupingBy(DemoMachine::group, Collectors.counting()));

        assertThat(sizes)
                .containsEntry(DeliveryGroup.DESKTOPS, 18L)
                .containsEntry(DeliveryGroup.OFFICE_APPS, 12L)
                .containsEntry(DeliveryGroup.ENGINEERING, 6L)
                .containsEntry(DeliveryGroup.CONTRACTORS, 4L);
    }

    @Test
    void sessionKeepsItsIdentityAndItsTimesAreInThePast() {
        Instant time = at(9, 0);
        Set<Object> earlier = new HashSet<>();
        site.sessions(time).forEach(session -> earlier.add(session.id()));

        assertThat(site.sessions(time.plusSeconds(10)))
                .filteredOn(session -> !session.start().isAfter(time))
                .isNotEmpty()
                .allSatisfy(session -> assertThat(earlier).contains(session.id()))
                .allSatisfy(
                        session -> assertThat(session.stateSince()).isBetween(session.start(), time.plusSeconds(10)));
    }

    @Test
    void idsAreUnique() {
        assertThat(site.sessions(at(12, 30))).extracting(DemoSession::id).doesNotHaveDuplicates();
    }

    @Test
    void sessionsOfTheDayGoThroughAllPhases() {
        Set<Phase> seen = new HashSet<>();
        for (int second = 0; second < 600; second++) {
            site.sessions(DemoSites.START.plusSeconds(second)).forEach(session -> seen.add(session.phase()));
        }

        assertThat(seen).containsExactlyInAnyOrder(Phase.values());
    }

    @Test
    void nearlyAllSessionsAreHdxAndOneIsOnTheConsole() {
        assertThat(withProtocol("Console")).isEqualTo(1);
        assertThat(withProtocol("Rdp")).isPositive();
        assertThat(withProtocol("Hdx")).isGreaterThan(10 * withProtocol("Rdp"));
        assertThat(withProtocol("Hdx") + withProtocol("Rdp") + 1).isEqualTo(site.count(at(11, 0)));
    }

    @Test
    void maintenanceDrainsItsMachine() {
        DemoMachine machine = site.of(MachineRole.MAINTENANCE).get(0);

        assertThat(site.model().sessions(machine, DemoSites.START)).isNotEmpty();
        assertThat(site.model().status(machine, DemoSites.START).maintenance()).isTrue();
        assertThat(site.model().sessions(machine, at(13, 0))).isEmpty();
    }

    @Test
    void machinesThatAreOffOrUnregisteredHaveNoSessions() {
        DemoMachine off = site.of(MachineRole.POWERED_OFF).get(0);
        DemoMachine unregistered = site.of(MachineRole.UNREGISTERED).get(0);

        assertThat(site.model().sessions(off, at(11, 0))).isEmpty();
        assertThat(site.model().status(off, at(11, 0)).power()).isEqualTo("Off");
        assertThat(site.model().sessions(unregistered, at(11, 0))).isEmpty();
        assertThat(site.model().status(unregistered, at(11, 0)).registration()).isEqualTo("Unregistered");
    }

    @Test
    void flakyMachineFailsAQuarterOfTheTime() {
        Hiccups hiccups = new Hiccups(1);
        DemoMachine machine = site.of(MachineRole.FLAKY).get(0);
        long failed = IntStream.range(0, 600)
                .filter(second -> hiccups.fails(machine, DemoSites.START.plusSeconds(second)))
                .count();

        assertThat(failed).isBetween(140L, 160L);
    }

    private long withProtocol(String protocol) {
        return site.count(at(11, 0), session -> session.seat().protocol().equals(protocol));
    }
}
