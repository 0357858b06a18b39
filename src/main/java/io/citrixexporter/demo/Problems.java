package io.citrixexporter.demo;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** The errors of Citrix, each in the shape and by the status code that Citrix gives it, however odd. */
final class Problems {
    private static final String TYPES = "https://errors-api.cloud.com/common/";

    private Problems() {}

    static Answer signInRefused(String error, String description) {
        return Answer.json(400, Json.object(json -> {
            json.writeStringField("error", error);
            json.writeStringField("error_description", description);
        }));
    }

    static Answer notAuthenticated(String reason) {
        return problem(401, "authentication", "Missing or invalid authentication details", "reason", reason);
    }

    static Answer accessDenied(String customer) {
        return problem(403, "authorization", "Access denied", "customerId", customer);
    }

    static Answer notAcceptable(String accept) {
        return problem(406, "notAcceptable", "The requested content type is not supported", "accept", accept);
    }

    static Answer badRequest(String parameter, String value) {
        return problem(400, "invalidParameter", "A parameter of the request is not valid", parameter, value);
    }

    static Answer notFound(String type, String id) {
        return problem(404, "notFound", "The referenced entity was not found", "entityType", type, "id", id);
    }

    /** What the gateway answers when no customer is named. */
    static Answer gatewayFailure() {
        return Answer.json(500, gateway(500, "Internal server error"));
    }

    static Answer throttled(long seconds) {
        return Answer.json(429, gateway(429, "Rate limit is exceeded. Try again in " + seconds + " seconds."))
                .withHeader("Retry-After", Long.toString(seconds));
    }

    static Answer unavailable() {
        return Answer.html(
                503, "<html><body><h1>503 Service Unavailable</h1>\nNo server is available.\n</body></html>\n");
    }

    /** What the service itself answers when it cannot. */
    static Answer serviceFailure() {
        return Answer.json(500, Json.object(json -> {
            json.writeStringField("ErrorMessage", "The site database or the machine did not answer in time.");
            json.writeStringField("SdkErrorId", "Citrix.XDPowerShell.Status.Timeout");
            json.writeStringField("ErrorType", "SdkException");
            json.writeNullField("ErrorDetails");
            json.writeNullField("SupportLink");
        }));
    }

    private static Answer problem(int status, String type, String detail, String... parameters) {
        return Answer.json(status, Json.object(json -> {
            json.writeStringField("type", TYPES + type);
            json.writeStringField("detail", detail);
            json.writeArrayFieldStart("parameters");
            for (int i = 0; i < parameters.length; i += 2) {
                json.writeStartObject();
                json.writeStringField("name", parameters[i]);
                json.writeStringField("value", parameters[i + 1]);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private static Buffer gateway(int status, String message) {
        return Json.object(json -> {
            json.writeNumberField("statusCode", status);
            json.writeStringField("message", message);
            json.writeStringField("activityId", UUID.randomUUID().toString());
        });
    }
}
