package io.citrixexporter.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** An error of Citrix, with the status code and the body that Citrix uses, however odd. Ends the call that throws it. */
final class DemoError extends RuntimeException {
    private static final String TYPES = "https://errors-api.cloud.com/common/";

    private final transient DemoResponse response;

    private DemoError(DemoResponse response) {
        // No stack trace: it is an ordinary response.
        super("status " + response.status(), null, false, false);
        this.response = response;
    }

    private DemoError(int status, JsonObject body) {
        this(DemoResponse.json(status, body.toBuffer()));
    }

    DemoResponse response() {
        return response;
    }

    static DemoError loginRejected(String error, String description) {
        return new DemoError(400, new JsonObject().put("error", error).put("error_description", description));
    }

    static DemoError notAuthenticated(String reason) {
        return problem(401, "authentication", "Missing or invalid authentication details", "reason", reason);
    }

    static DemoError accessDenied(String customer) {
        return problem(403, "authorization", "Access denied", "customerId", customer);
    }

    static DemoError notAcceptable(String accept) {
        return problem(406, "notAcceptable", "The requested content type is not supported", "accept", accept);
    }

    static DemoError badRequest(String parameter, String value) {
        return problem(400, "invalidParameter", "A parameter of the request is not valid", parameter, value);
    }

    static DemoError notFound(String type, String id) {
        return problem(404, "notFound", "The referenced entity was not found", "entityType", type, "id", id);
    }

    /** The error of the gateway when the request names no customer. */
    static DemoError gatewayFailure() {
        return new DemoError(500, gateway(500, "Internal server error"));
    }

    static DemoError throttled(int seconds) {
        JsonObject body = gateway(429, "Rate limit is exceeded. Try again in " + seconds + " seconds.");
        return new DemoError(
                DemoResponse.json(429, body.toBuffer()).withHeader("Retry-After", Integer.toString(seconds)));
    }

    static DemoError unavailable() {
        return new DemoError(DemoResponse.html(
                503, "<html><body><h1>503 Service Unavailable</h1>\nNo server is available.\n</body></html>\n"));
    }

    /** The error of the service behind the gateway. */
    static DemoError serviceFailure() {
        return new DemoError(
                500,
                new JsonObject()
                        .put("ErrorMessage", "The site database or the machine did not respond in time.")
                        .put("SdkErrorId", "Citrix.XDPowerShell.Status.Timeout")
                        .put("ErrorType", "SdkException")
                        .putNull("ErrorDetails")
                        .putNull("SupportLink"));
    }

    private static DemoError problem(int status, String type, String detail, String... namesAndValues) {
        JsonArray parameters = new JsonArray();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(new JsonObject().put("name", namesAndValues[i]).put("value", namesAndValues[i + 1]));
        }
        return new DemoError(
                status,
                new JsonObject().put("type", TYPES + type).put("detail", detail).put("parameters", parameters));
    }

    private static JsonObject gateway(int status, String message) {
        return new JsonObject()
                .put("statusCode", status)
                .put("message", message)
                .put("activityId", UUID.randomUUID().toString());
    }
}
