package io.citrixexporter.citrix;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The optional parts of a request. A server may reject any of them: the maximum of {@code limit} depends on its settings, and
 * {@code fields} is newer than the API itself (citrix-daas-rest-go, {@code MachinesAPIsDAAS.md}).
 *
 * @param fields whether only the fields that are used are requested
 * @param limit the maximum number of items on a page; 0 for the default of the server
 * @param gzip whether a compressed response is requested
 * @param transactionId whether the header {@code Citrix-TransactionId} is sent
 */
record RequestOptions(boolean fields, int limit, boolean gzip, boolean transactionId) {
    /** Above 1,000 a server might reject the limit; 250 is the default of Citrix. */
    private static final int MAX_LIMIT = 1_000;

    private static final int SAFE_LIMIT = 250;

    /** Every server must accept this. */
    static final RequestOptions NONE = new RequestOptions(false, 0, false, false);

    /** The options that are sent at first. */
    static RequestOptions of(ApiOperation operation) {
        return switch (operation) {
            case TOKEN -> NONE;
            case ME -> new RequestOptions(false, 0, true, true);
            case MACHINE_SESSIONS -> new RequestOptions(true, 0, true, true);
            case MACHINES, SESSIONS -> new RequestOptions(true, MAX_LIMIT, true, true);
        };
    }

    /** The query parameter {@code fields}; null if it is not sent. */
    @Nullable
    String fields(String names) {
        return fields ? names : null;
    }

    /** The query parameter {@code limit}; null if it is not sent. */
    @Nullable
    Integer pageSize() {
        return limit > 0 ? limit : null;
    }

    /** The most likely replacements, in the order in which they are tried: a lower limit, no limit, no fields. */
    List<RequestOptions> replacements() {
        List<RequestOptions> replacements = new ArrayList<>();
        if (limit > SAFE_LIMIT) {
            replacements.add(withLimit(SAFE_LIMIT));
        }
        if (limit > 0) {
            replacements.add(withLimit(0));
        }
        if (fields) {
            replacements.add(new RequestOptions(false, limit, gzip, transactionId));
        }
        return replacements;
    }

    /** Each option alone, the most useful first. */
    List<RequestOptions> parts() {
        List<RequestOptions> parts = new ArrayList<>();
        if (fields) {
            parts.add(new RequestOptions(true, 0, false, false));
        }
        if (transactionId) {
            parts.add(new RequestOptions(false, 0, false, true));
        }
        if (gzip) {
            parts.add(new RequestOptions(false, 0, true, false));
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
                fields || other.fields,
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
        if (fields && !fewer.fields) {
            names.add("fields (the response then holds all fields; those that are not used are skipped unread)");
        }
        if (gzip && !fewer.gzip) {
            names.add("Accept-Encoding");
        }
        if (transactionId && !fewer.transactionId) {
            names.add("Citrix-TransactionId");
        }
        return names;
    }

    private RequestOptions withLimit(int other) {
        return new RequestOptions(fields, other, gzip, transactionId);
    }
}
