package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The optional parts of a request. A server may reject any of them: the maximum of {@code limit} depends on its settings, and
 * {@code fields} is newer than the API itself (citrix-daas-rest-go, {@code MachinesAPIsDAAS.md}).
 *
 * @param fields which fields are requested
 * @param limit the maximum number of items on a page; 0 for the default of the server
 * @param gzip whether a compressed response is requested
 * @param transactionId whether the header {@code Citrix-TransactionId} is sent
 */
record RequestOptions(Fields fields, int limit, boolean gzip, boolean transactionId) {
    /** Above 1,000 a server might reject the limit; 250 is the default of Citrix. */
    private static final int MAX_LIMIT = 1_000;

    private static final int SAFE_LIMIT = 250;

    /** Every server must accept this. */
    static final RequestOptions NONE = new RequestOptions(Fields.UNSELECTED, 0, false, false);

    /** Which fields of an item are requested. */
    enum Fields {
        /** The server sends whatever it has. */
        UNSELECTED,
        /** Those that every server has. */
        CORE,
        /** All that are used; a server may reject those that are newer than it. */
        ALL
    }

    /** The options that are sent at first. */
    static RequestOptions of(Endpoint endpoint) {
        return switch (endpoint) {
            case TOKEN -> NONE;
            case ME -> new RequestOptions(Fields.UNSELECTED, 0, true, true);
            case MACHINE_SESSIONS -> new RequestOptions(Fields.ALL, 0, true, true);
            case SESSIONS -> new RequestOptions(Fields.ALL, MAX_LIMIT, true, true);
            case MACHINES -> new RequestOptions(Fields.CORE, MAX_LIMIT, true, true);
        };
    }

    /** The query parameter {@code fields}; null if it is not sent. */
    @Nullable
    String fields(String core, String all) {
        return switch (fields) {
            case UNSELECTED -> null;
            case CORE -> core;
            case ALL -> all;
        };
    }

    /** The query parameter {@code limit}; null if it is not sent. */
    @Nullable
    Integer pageSize() {
        return limit > 0 ? limit : null;
    }

    /** The most likely replacements, in the order in which they are tried: a lower limit, no limit, fewer fields, no fields. */
    List<RequestOptions> replacements() {
        List<RequestOptions> replacements = new ArrayList<>();
        if (limit > SAFE_LIMIT) {
            replacements.add(withLimit(SAFE_LIMIT));
        }
        if (limit > 0) {
            replacements.add(withLimit(0));
        }
        fewerFields().forEach(fewer -> replacements.add(new RequestOptions(fewer, limit, gzip, transactionId)));
        return replacements;
    }

    /** Each option alone, the most useful first. */
    List<RequestOptions> parts() {
        List<RequestOptions> parts = new ArrayList<>();
        for (Fields more : Fields.values()) {
            if (more != Fields.UNSELECTED && more.compareTo(fields) <= 0) {
                parts.add(new RequestOptions(more, 0, false, false));
            }
        }
        if (transactionId) {
            parts.add(new RequestOptions(Fields.UNSELECTED, 0, false, true));
        }
        if (gzip) {
            parts.add(new RequestOptions(Fields.UNSELECTED, 0, true, false));
        }
        if (limit > SAFE_LIMIT) {
            parts.add(NONE.withLimit(SAFE_LIMIT));
        }
        if (limit > 0) {
            parts.add(NONE.withLimit(limit));
        }
        return parts;
    }

    /** The options of both. */
    RequestOptions plus(RequestOptions other) {
        return new RequestOptions(
                fields.compareTo(other.fields) >= 0 ? fields : other.fields,
                Math.max(limit, other.limit),
                gzip || other.gzip,
                transactionId || other.transactionId);
    }

    /** The options that others do not have, in the words of the request, for the log. */
    List<String> beyond(RequestOptions fewer) {
        List<String> names = new ArrayList<>();
        if (limit > fewer.limit) {
            names.add("limit=" + limit + (fewer.limit > 0 ? " (now " + fewer.limit + ")" : ""));
        }
        if (fields != fewer.fields) {
            names.add(
                    fewer.fields == Fields.CORE
                            ? "the fields about the life of sessions (their metrics are absent)"
                            : "fields (the response then holds all fields; those that are not used are skipped unread)");
        }
        if (gzip && !fewer.gzip) {
            names.add("Accept-Encoding");
        }
        if (transactionId && !fewer.transactionId) {
            names.add("Citrix-TransactionId");
        }
        return names;
    }

    private List<Fields> fewerFields() {
        return switch (fields) {
            case UNSELECTED -> List.of();
            case CORE -> List.of(Fields.UNSELECTED);
            case ALL -> List.of(Fields.CORE, Fields.UNSELECTED);
        };
    }

    private RequestOptions withLimit(int other) {
        return new RequestOptions(fields, other, gzip, transactionId);
    }
}
