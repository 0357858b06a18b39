package io.citrixexporter.model;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sessions of one machine by kind, as of one poll; the sessions are not kept. Immutable.
 *
 * @param byKind sessions per kind; only kinds with at least one session
 * @param unrecognized values per field that are unknown: absent, null, or text that Citrix does not document; never 0
 * @param details what the fields say that older servers do not have
 * @param listed ids and durations, to be compared with the next list
 */
public record SessionTally(
        Map<SessionKind, Integer> byKind,
        Map<ResponseField, Integer> unrecognized,
        DetailTally details,
        ListedSessions listed) {

    /** The tally of a machine without sessions. */
    public static final SessionTally NONE = new Counter().tally();

    public SessionTally {
        byKind = Map.copyOf(byKind);
        unrecognized = Map.copyOf(unrecognized);
    }

    /** All sessions. */
    public int total() {
        int sessions = 0;
        for (int count : byKind.values()) {
            sessions += count;
        }
        return sessions;
    }

    /** Sessions in this state, 0 if there is none. */
    public int inState(SessionState state) {
        int sessions = 0;
        for (Map.Entry<SessionKind, Integer> kind : byKind.entrySet()) {
            sessions += kind.getKey().state() == state ? kind.getValue() : 0;
        }
        return sessions;
    }

    /** Counts sessions one by one. Not thread-safe. */
    public static final class Counter {
        private final Set<String> ids = new HashSet<>();
        private final ListedSessions.Builder listed = new ListedSessions.Builder();
        private final DetailTally.Counter details = new DetailTally.Counter();
        private final Map<SessionKind, Integer> byKind = new HashMap<>();
        private final Map<ResponseField, Integer> unrecognized = new EnumMap<>(ResponseField.class);

        /**
         * Counts a session, unless its id has been counted already: a list read while sessions start and end may list one
         * twice. A session without an id is always counted.
         */
        public void add(Session session) {
            String id = session.id();
            if (id != null && !ids.add(MachineNames.comparable(id))) {
                return;
            }
            SessionKind kind = session.kind();
            byKind.merge(kind, 1, Integer::sum);
            details.add(session, kind);
            listed.add(session);
            note(ResponseField.ID, id != null);
            note(ResponseField.STATE, SessionState.PARSER.recognizes(session.state()));
            note(ResponseField.APP_STATE, AppState.PARSER.recognizes(session.appState()));
            if (session.hasConnection()) {
                note(ResponseField.PROTOCOL, Protocol.PARSER.recognizes(session.protocol()));
            } else {
                note(ResponseField.CONNECTION, false);
            }
            String type = session.details().type();
            note(ResponseField.SESSION_TYPE, type == null || SessionType.PARSER.recognizes(type));
        }

        private void note(ResponseField field, boolean known) {
            if (!known) {
                note(field);
            }
        }

        /** Counts an unknown value of a field that is not part of a session. */
        public void note(ResponseField field) {
            unrecognized.merge(field, 1, Integer::sum);
        }

        /** What has been counted so far. */
        public SessionTally tally() {
            return new SessionTally(byKind, unrecognized, details.tally(), listed.build());
        }
    }
}
