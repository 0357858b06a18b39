package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a collection of the API: an object with {@code Items} and, if there is another page, a {@code ContinuationToken}.
 * Items are passed on one by one, so that of a large page no more than one is in memory.
 */
final class ItemListParser {
    private ItemListParser() {}

    /** Reads an item. The parser is at its first token before, and at its last token after. */
    interface ItemReader {
        void read(JsonParser json) throws IOException;
    }

    /**
     * Reads a whole list.
     *
     * @param of what is listed, for the message of a failure
     * @param unrecognized called if the continuation token is invalid; then the list counts as complete
     * @return the token of the next page; empty on the last page
     * @throws IOException if the body is not JSON, or truncated
     * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if it is JSON, but not a list
     */
    static String read(byte[] body, String of, ItemReader item, Consumer<ResponseField> unrecognized)
            throws IOException {
        try (JsonParser json = JsonValues.JSON.createParser(body)) {
            check(json.nextToken() == JsonToken.START_OBJECT, of);
            String continuationToken = "";
            Set<String> names = new HashSet<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "Items" -> {
                        check(names.add(name) && json.currentToken() == JsonToken.START_ARRAY, of);
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            item.read(json);
                        }
                    }
                    case "ContinuationToken" -> {
                        check(names.add(name), of);
                        continuationToken = continuationToken(json, unrecognized);
                    }
                    default -> json.skipChildren();
                }
            }
            check(names.contains("Items") && json.nextToken() == null, of);
            return continuationToken;
        }
    }

    private static String continuationToken(JsonParser json, Consumer<ResponseField> unrecognized) throws IOException {
        boolean empty = JsonValues.isEmpty(json);
        String token = JsonValues.text(json);
        if (token != null && !token.equals("0")) {
            return token;
        }
        if (!empty) {
            unrecognized.accept(ResponseField.CONTINUATION_TOKEN);
        }
        return "";
    }

    /** A list or a token that is there twice is ambiguous. */
    private static void check(boolean list, String of) {
        if (!list) {
            throw new CitrixException(FailureReason.BAD_RESPONSE, "the response is JSON, but not a list of " + of);
        }
    }
}
