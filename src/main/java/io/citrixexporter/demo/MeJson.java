package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citrixexporter.config.DemoSettings;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** Who the caller is, and which site is theirs: Citrix' {@code MeResponseModel}. */
final class MeJson {
    static final String SITE_ID = "5d1f3c7e-0d3a-4c1e-9d6e-de300000c17a";

    private MeJson() {}

    static Buffer body() {
        return Json.object(json -> {
            json.writeStringField("UserId", DemoSettings.CLIENT_ID);
            json.writeStringField("DisplayName", "Demo");
            // Not the RFC 3339 of the contract: so it is in the example that Citrix gives.
            json.writeStringField("ExpiryTime", "5:19:11 AM");
            json.writeNullField("RefreshExpirationTime");
            json.writeNullField("VerifiedEmail");
            json.writeBooleanField("IsCspCustomer", false);
            json.writeArrayFieldStart("Customers");
            customer(json);
            json.writeEndArray();
        });
    }

    private static void customer(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("Id", DemoSettings.CUSTOMER);
        json.writeNullField("Name");
        json.writeArrayFieldStart("Sites");
        json.writeStartObject();
        json.writeStringField("Id", SITE_ID);
        json.writeStringField("Name", DemoSettings.SITE);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
