package io.citrixexporter.model;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link SessionDetails} of the sessions of one machine say. Immutable.
 *
 * @param byType sessions per type; empty if the server does not say the type of any session
 * @param logonsInProgress sessions that log on; empty if the server does not say it of any session
 * @param logoffsInProgress sessions that log off; empty if the server does not say it of any session
 * @param oldestStart when the oldest session started
 * @param oldestDisconnected since when the longest-disconnected session is disconnected
 * @param oldestLingering since when the longest-lingering session lingers
 * @param byApplication sessions per published application
 */
public record DetailTally(
        Map<SessionType, Integer> byType,
        OptionalInt logonsInProgress,
        OptionalInt logoffsInProgress,
        Optional<Instant> oldestStart,
        Optional<Instant> oldestDisconnected,
        Optional<Instant> oldestLingering,
        Map<String, Integer> byApplication) {

    public DetailTally {
        byType = Map.copyOf(byType);
        byApplication = Map.copyOf(byApplication);
    }

    /** Counts sessions one by one. Not thread-safe. */
    static final class Counter {
        /** XenApp and XenDesktop are younger than this. */
        private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

        private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

        private final Map<SessionType, Integer> byType = new EnumMap<>(SessionType.class);
        private final Map<String, Integer> byApplication = new HashMap<>();
        private boolean typeKnown;
        private @Nullable Integer logons;
        private @Nullable Integer logoffs;
        private @Nullable Instant oldestStart;
        private @Nullable Instant oldestDisconnected;
        private @Nullable Instant oldestLingering;

        void add(Session session, SessionKind kind) {
            SessionDetails details = session.details();
            typeKnown |= details.type() != null;
            byType.merge(SessionType.PARSER.of(details.type()), 1, Integer::sum);
            logons = plus(logons, details.logonInProgress());
            logoffs = plus(logoffs, details.logoffInProgress());
            oldestStart = earlier(oldestStart, details.start());
            if (kind.state() == SessionState.DISCONNECTED) {
                oldestDisconnected = earlier(oldestDisconnected, details.stateChange());
            }
            if (kind.appState() == AppState.LINGERING) {
                oldestLingering = earlier(oldestLingering, details.appStateChange());
            }
            new HashSet<>(details.applications()).forEach(name -> byApplication.merge(name, 1, Integer::sum));
        }

        private static @Nullable Integer plus(@Nullable Integer count, @Nullable Boolean inProgress) {
            if (inProgress == null) {
                return count;
            }
            return (count == null ? 0 : count) + (inProgress ? 1 : 0);
        }

        private static @Nullable Instant earlier(@Nullable Instant known, @Nullable String text) {
            Instant time = text == null ? null : time(text);
            return known == null || (time != null && time.isBefore(known)) ? time : known;
        }

        /** Text without an offset is not a time: its zone is unknown. Nor is an empty date, which .NET writes as year 1. */
        private static @Nullable Instant time(String text) {
            try {
                Instant time = OffsetDateTime.parse(text).toInstant();
                return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
            } catch (DateTimeParseException e) {
                return null;
            }
        }

        DetailTally tally() {
            return new DetailTally(
                    typeKnown ? byType : Map.of(),
                    count(logons),
                    count(logoffs),
                    Optional.ofNullable(oldestStart),
                    Optional.ofNullable(oldestDisconnected),
                    Optional.ofNullable(oldestLingering),
                    byApplication);
        }

        private static OptionalInt count(@Nullable Integer count) {
            return count == null ? OptionalInt.empty() : OptionalInt.of(count);
        }
    }
}
