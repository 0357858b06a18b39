package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads a list of sessions in the plainest way, to say what the careful way should have found in it. */
final class SessionsOracle {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // What is skipped unread may be of any length.
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> STATES = Set.of("active", "connected", "disconnected");
    private static final Set<String> PROTOCOLS = Set.of("hdx", "rdp", "console");
    private static final Set<String> APP_STATES =
            Set.of("prelogon", "prelaunched", "active", "desktop", "lingering", "noapps");

    private SessionsOracle() {}

    /** What is counted, in words; empty where the body is no list of sessions. */
    static Optional<String> read(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            boolean list =
                    root.path("Items").isArray() && count(body, "Items") == 1 && count(body, "ContinuationToken") <= 1;
            return list ? Optional.of(counted(root)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same words for what the program has counted. */
    static String inWords(MachineSessions answer) {
        Map<String, Integer> byKind = answer.tally().byKind().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> (entry.getKey().state().text()
                                        + " " + entry.getKey().protocol().text()
                                        + " " + entry.getKey().appState().text())
                                .toLowerCase(Locale.ROOT),
                        Map.Entry::getValue));
        return inWords(byKind, answer.truncated());
    }

    private static String inWords(Map<String, Integer> byKind, boolean truncated) {
        return new TreeMap<>(byKind) + (truncated ? " and more" : "");
    }

    private static String counted(JsonNode root) {
        Map<String, Integer> byKind = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode session : root.path("Items")) {
            String id = session.path("Id").isTextual()
                    ? session.path("Id").textValue().strip()
                    : "";
            if (id.replaceAll("[-{}0?.\\s]", "").isEmpty() || ids.add(id)) {
                String kind = known(STATES, session.path("State"))
                        + " " + known(PROTOCOLS, session.path("Connection").path("Protocol"))
                        + " " + known(APP_STATES, session.path("AppState"));
                byKind.merge(kind, 1, Integer::sum);
            }
        }
        JsonNode token = root.path("ContinuationToken");
        boolean more = (token.isTextual() || token.isNumber())
                && !token.asText().isBlank()
                && !token.asText().strip().equals("0");
        return inWords(byKind, more);
    }

    private static String known(Set<String> texts, JsonNode value) {
        String text = text(value).strip().toLowerCase(Locale.ROOT);
        return texts.contains(text) ? text : "unknown";
    }

    private static String text(JsonNode value) {
        return value.isNull() || !value.isValueNode() ? "" : value.asText();
    }

    /** How often a field is in the outermost object. */
    private static long count(byte[] body, String field) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser json = MAPPER.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                names.add(json.currentName());
                json.nextToken();
                json.skipChildren();
            }
        }
        return names.stream().filter(field::equals).count();
    }
}
