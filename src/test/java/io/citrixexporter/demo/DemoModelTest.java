package io.citrixexporter.demo;

import static io.citrixexporter.demo.DemoSites.at;
import static io.citrixexporter.demo.DemoSites.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citrixexporter.config.Scenario;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
    void simulationStartsDuringTheMorningLogons() {
        assertThat(site.model().clock().instant(at(8, 40))).isEqualTo(DemoSites.START);
        assertThat(site.model().clock().time(DemoSites.START)).isCloseTo(at(8, 40), within(0.01));
    }

    @Test
    void loadDoublesWithinTheFirstMinute() {
        long first = site.count(at(8, 40));
        double minuteLater = site.model().clock().time(DemoSites.START.plusSeconds(60));

        assertThat(first).isGreaterThan(50);
        assertThat(site.count(minuteLater)).isGreaterThan(2 * first);
    }

    @Test
    void sessionsPerMachineFollowTheSettingsAtTheHeightOfTheDay() {
        int inOrder = DemoSites.MACHINES - 3;

        assertThat(site.count(at(11, 0)) / (double) inOrder)
                .isBetween(0.8 * DemoSites.SESSIONS_PER_MACHINE, 1.0 * DemoSites.SESSIONS_PER_MACHINE);
    }

    @Test
    void manySessionsAreDisconnectedAtLunch() {
        long before = site.countDisconnected(at(11, 15));
        long lunch = site.countDisconnected(at(12, 30));
        long after = site.countDisconnected(at(14, 30));

        assertThat(lunch).isGreaterThan(2 * before).isGreaterThan(2 * after);
    }

    @Test
    void fewSessionsRemainInTheEvening() {
        assertThat(site.count(at(19, 50))).isBetween(5L, site.count(at(15, 0)) / 5);
    }

    @Test
    void nextDayHasTheSameLoadWithOtherSessions() {
        double today = at(11, 0);
        double tomorrow = today + DemoClock.DAY_MINUTES;

        assertThat((double) site.count(tomorrow)).isBetween(0.85 * site.count(today), 1.15 * site.count(today));
        assertThat(site.sessions(tomorrow)).doesNotContainAnyElementsOf(site.sessions(today));
    }

    @Test
    void trainingIsASpikeOnOneDeliveryGroupOnly() {
        DeliveryGroup peak = DeliveryGroup.ENGINEERING;

        assertThat(site.count(at(15, 0), in(peak))).isGreaterThan(site.count(at(14, 0), in(peak)) * 3 / 2);
        assertThat(site.count(at(15, 0), in(DeliveryGroup.DESKTOPS)))
                .isLessThan(site.count(at(14, 0), in(DeliveryGroup.DESKTOPS)) * 11 / 10);
    }

    @Test
    void deliveryGroupsAreUneven() {
        var sizes = site.machines().all().stream()
                .collect(Collectors.groupingBy(DemoMachine::group, Collectors.counting()));

        assertThat(sizes)
                .containsEntry(DeliveryGroup.DESKTOPS, 18L)
                .containsEntry(DeliveryGroup.OFFICE_APPS, 12L)
                .containsEntry(DeliveryGroup.ENGINEERING, 6L)
                .containsEntry(DeliveryGroup.CONTRACTORS, 4L);
    }

    @Test
    void sessionKeepsItsIdAndItsTimesWhileItLasts() {
        Map<UUID, DemoSession> earlier = byId(at(9, 0));
        Map<UUID, DemoSession> later = byId(at(9, 15));

        assertThat(earlier).hasSizeGreaterThan(100);
        earlier.values().removeIf(session -> session.end() <= at(9, 15));
        later.values().removeIf(session -> session.start() > at(9, 0));
        assertThat(later).isEqualTo(earlier);
    }

    @Test
    void statesStartBetweenTheStartOfTheSessionAndNow() {
        for (double time = at(6, 0); time < at(20, 0); time += 30) {
            double now = time;
            assertThat(site.sessions(now)).allSatisfy(session -> {
                assertThat(session.state(now).time()).isBetween(session.start(), now);
                assertThat(session.appState(now).time()).isBetween(session.start(), now);
            });
        }
    }

    @Test
    void idsAreUnique() {
        assertThat(site.sessions(at(12, 30))).extracting(DemoSession::id).doesNotHaveDuplicates();
    }

    @Test
    void dayHasSessionsInEveryState() {
        Set<String> seen = new TreeSet<>();
        for (double time = at(6, 0); time < at(20, 0); time += 5) {
            double now = time;
            site.sessions(now)
                    .forEach(session -> seen.add(session.state(now).value() + "/"
                            + session.appState(now).value()));
        }

        assertThat(seen)
                .containsExactly(
                        "Active/Active",
                        "Active/Desktop",
                        "Active/Lingering",
                        "Active/NoApps",
                        "Active/PreLaunched",
                        "Connected/PreLogon",
                        "Disconnected/Active",
                        "Disconnected/Desktop",
                        "Disconnected/Lingering",
                        "Disconnected/NoApps");
    }

    @Test
    void nearlyAllSessionsAreHdxAndOneIsOnTheConsole() {
        assertThat(withProtocol("Console")).isEqualTo(1);
        assertThat(withProtocol("Rdp")).isPositive();
        assertThat(withProtocol("Hdx")).isGreaterThan(10 * withProtocol("Rdp"));
        assertThat(withProtocol("Hdx") + withProtocol("Rdp") + 1).isEqualTo(site.count(at(11, 0)));
    }

    @Test
    void maintenanceDrainsAMachine() {
        DemoMachine machine = site.of(MachineRole.MAINTENANCE).get(0);

        assertThat(site.model().sessions(machine, at(8, 40))).isNotEmpty();
        assertThat(site.model().status(machine, at(8, 40)).maintenance()).isTrue();
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
    void flakyMachineFailsForAQuarterOfTheTime() {
        DemoMachine machine = site.of(MachineRole.FLAKY).get(0);
        long failed = IntStream.range(0, 600)
                .filter(second -> site.model().isFailing(machine, DemoSites.START.plusSeconds(second)))
                .count();

        assertThat(failed).isBetween(140L, 160L);
    }

    private Map<UUID, DemoSession> byId(double time) {
        return site.sessions(time).stream().collect(Collectors.toMap(DemoSession::id, session -> session));
    }

    private long withProtocol(String protocol) {
        return site.count(at(11, 0), session -> session.slot().protocol().equals(protocol));
    }
}
