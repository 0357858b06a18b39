package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * What every collection of the API is: an object with {@code Items} and, where it goes on, a {@code ContinuationToken}.
 * The items are handed on one by one while they are read, so that of a large page no more than one is in memory.
 */
final class ItemList {
    private final JsonParser json;
    private final String of;

    private ItemList(JsonParser json, String of) {
        this.json = json;
        this.of = of;
    }

    /** Reads an item; the parser stands at its first token, and is left at its last. */
    interface ItemReader {
        void read(JsonParser json) throws IOException;
    }

    /**
     * Reads a whole list.
     *
     * @param of what is listed, for the message of a failure
     * @param unrecognized called if the continuation token is of a kind that no token has; then the list counts as complete
     * @return the token with which the list goes on; empty at its end
     * @throws IOException if it is not JSON, or cut off
     * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if it is JSON, but no list
     */
    static String read(JsonParser json, String of, ItemReader item, Consumer<ResponseField> unrecognized)
            throws IOException {
        return new ItemList(json, of).read(item, unrecognized);
    }

    private String read(ItemReader item, Consumer<ResponseField> unrecognized) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw notAList();
        }
        boolean items = false;
        String continuationToken = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                // Two lists, or two tokens, are two answers in one: nobody could say which is true.
                case "Items" -> {
                    if (items) {
                        throw notAList();
                    }
                    items = true;
                    readItems(item);
                }
                case "ContinuationToken" -> {
                    if (continuationToken != null) {
                        throw notAList();
                    }
                    continuationToken = token(unrecognized);
                }
                default -> json.skipChildren();
            }
        }
        if (!items || json.nextToken() != null) {
            throw notAList();
        }
        return continuationToken == null ? "" : continuationToken;
    }

    private void readItems(ItemReader item) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw notAList();
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            item.read(json);
        }
    }

    private String token(Consumer<ResponseField> unrecognized) throws IOException {
        boolean empty = JsonValues.isEmpty(json);
        String token = JsonValues.text(json);
        if (empty || token == null || token.equals("0")) {
            if (!empty) {
                unrecognized.accept(ResponseField.CONTINUATION_TOKEN);
            }
            return "";
        }
        return token;
    }

    private CitrixException notAList() {
        return new CitrixException(FailureReason.BAD_RESPONSE, "the answer is JSON, but no list of " + of);
    }
}
