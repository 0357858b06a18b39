package io.citrixexporter.metrics;

import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.Scenario;
import io.citrixexporter.config.Settings;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestDemo;
import io.citrixexporter.config.TestConfigs.TestPoll;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.Session;
import io.citrixexporter.model.SessionDetails;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.poll.CycleResult;
import io.citrixexporter.snapshot.InventoryStatus;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.Fleet;
import io.citrixexporter.targets.MachinesFileStatus;
import io.citrixexporter.targets.PollTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Sample values shared by the tests of this package. */
final class Known {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final SiteIdentity IDENTITY = new SiteIdentity("site-id-1", "cloudxdsite");

    private Known() {}

    static Settings settings() {
        return new Settings(
                new TestPoll(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(5),
                        8,
                        Duration.ofSeconds(10),
                        false),
                List.of(SiteFixtures.named(List.of())),
                TestConfigs.ONE_EXPORTER,
                TestConfigs.OPEN_ENDPOINT,
                new TestDemo(false, 1, 1, 1, Duration.ZERO, Duration.ofMinutes(1), Scenario.WORKING_DAY, 1));
    }

    static PollTarget machine(String label, String group) {
        return group.isEmpty()
                ? PollTarget.named("CORP\\" + label, label)
                : new PollTarget(label + "-id", label, Optional.of(facts(label, group)));
    }

    private static Machine facts(String label, String group) {
        return Fleet.machine(label + "-id", "CORP\\" + label, group, "Servers");
    }

    static SessionTally tally(Session... sessions) {
        SessionTally.Counter counter = new SessionTally.Counter();
        for (Session session : sessions) {
            counter.add(session);
        }
        return counter.tally();
    }

    static Session session(String id, String state, String protocol, String appState) {
        return new Session(id, state, appState, true, protocol);
    }

    /** The same session; its state and app state have changed when it started, in another time zone. */
    static Session detailed(
            Session session, String type, Instant start, int establishmentMillis, String... applications) {
        String started = start.atOffset(ZoneOffset.ofHours(2)).toString();
        return new Session(
                session.id(),
                session.state(),
                session.appState(),
                session.hasConnection(),
                session.protocol(),
                new SessionDetails(
                        type,
                        false,
                        type.equals("Desktop"),
                        started,
                        started,
                        started,
                        establishmentMillis,
                        List.of(applications)));
    }

    static MachinePoll read(PollTarget machine, Instant at, SessionTally tally) {
        return new MachinePoll(machine, TestClock.at(at), Optional.of(tally), Optional.empty());
    }

    static MachinePoll failed(PollTarget machine, Instant at) {
        return MachinePoll.failed(
                machine, TestClock.at(at), CitrixException.deadline().asPollFailure());
    }

    static CycleResult cycle(Instant end, Duration took, MachinePoll... polls) {
        return new CycleResult(
                TestClock.at(end.minus(took)),
                TestClock.at(end),
                Optional.of(IDENTITY),
                "ddc1.corp.example",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new InventoryStatus(end.minus(took), 1)),
                Optional.of(new MachinesFileStatus(true, NOON.minusSeconds(3600))),
                List.of(polls));
    }
}
