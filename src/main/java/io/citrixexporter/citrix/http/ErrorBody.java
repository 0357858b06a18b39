package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of an error response that are safe to log: the type of the error and the names of its parameters. Values and free
 * text are never read, since they may contain user data. A type or name that is long or has other characters than letters is
 * ignored.
 *
 * <p>The error bodies of Citrix differ: {@code type} and {@code parameters} (citrix-daas-rest-go, ErrorResponse; Citrix Cloud API
 * overview, "Common error codes"), {@code ErrorType} (terraform-provider-citrix, {@code internal/util/common.go}),
 * {@code Error.Type} (Citrix Cloud API overview, "Troubleshooting"), {@code error} of a token endpoint (RFC 6749). Those of
 * gateways and load balancers have none of these.
 *
 * @param type such as {@code common/outOfRange}
 * @param parameters such as {@code limit}; at most {@value #MAX_PARAMETERS}
 * @param retryDelay how long to wait before a retry, not for the log
 */
public record ErrorBody(Optional<String> type, List<String> parameters, Optional<String> retryDelay) {
    static final int MAX_PARAMETERS = 5;
    private static final ObjectReader READER =
            JsonValues.TREES.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String RETRY_DELAY = "retryDelay";

    static final ErrorBody EMPTY = new ErrorBody(Optional.empty(), List.of(), Optional.empty());
    private static final String WORD = "[A-Za-z]{1,40}";
    private static final Pattern URL =
            Pattern.compile("https?://[A-Za-z0-9.-]{1,100}/(" + WORD + "(?:/" + WORD + "){0,3})");
    private static final Pattern NAME = Pattern.compile("(" + WORD + ")");
    private static final Pattern OAUTH = Pattern.compile("([a-z]{1,20}(?:_[a-z]{1,20}){1,3})");

    public ErrorBody {
        parameters = List.copyOf(parameters);
    }

    /** Reads a body; empty if it does not begin with a JSON object. */
    public static ErrorBody of(byte[] body) {
        try {
            JsonNode root = READER.readTree(body);
            return new ErrorBody(typeOf(root), parametersOf(root), retryDelayOf(root));
        } catch (IOException e) {
            return EMPTY;
        }
    }

    /** For the end of a message; may be empty. */
    public String text() {
        return type.map(name -> ", error type " + name).orElse("")
                + (parameters.isEmpty() ? "" : ", parameters " + String.join(" ", parameters));
    }

    private static Optional<String> typeOf(JsonNode root) {
        return matching(URL, root.path("type"))
                .or(() -> matching(NAME, root.path("ErrorType")))
                .or(() -> matching(NAME, root.path("Error").path("Type")))
                .or(() -> matching(OAUTH, root.path("error")));
    }

    /** Pairs of name and value, an object, or the {@code errors} of ASP.NET (RFC 9457). */
    private static List<String> parametersOf(JsonNode root) {
        JsonNode parameters = root.path("parameters");
        Stream<String> names = parameters.isArray()
                ? parameters
                        .valueStream()
                        .map(pair -> pair.path("name").textValue())
                        .filter(Objects::nonNull)
                : Stream.concat(parameters.propertyStream(), root.path("errors").propertyStream())
                        .map(property -> property.getKey());
        return names.filter(NAME.asMatchPredicate())
                .distinct()
                .limit(MAX_PARAMETERS)
                .toList();
    }

    /** A field, a parameter, or a pair in a list of parameters: Citrix documents more than one form. */
    private static Optional<String> retryDelayOf(JsonNode root) {
        JsonNode parameters = root.path("parameters");
        return Stream.concat(
                        Stream.of(root.path(RETRY_DELAY), parameters.path(RETRY_DELAY)),
                        parameters
                                .valueStream()
                                .filter(pair -> pair.path("name").asText().equals(RETRY_DELAY))
                                .map(pair -> pair.path("value")))
                .filter(node -> node.isValueNode() && !node.isNull())
                .map(JsonNode::asText)
                .findFirst();
    }

    private static Optional<String> matching(Pattern pattern, JsonNode node) {
        Matcher matcher = pattern.matcher(node.isTextual() ? node.textValue() : "");
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
