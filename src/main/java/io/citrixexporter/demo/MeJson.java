package io.citrixexporter.demo;

import io.citrixexporter.config.DemoAccount;
import io.vertx.core.buffer.Buffer;

/** The account and its site: Citrix' {@code MeResponseModel}. */
final class MeJson {
    static final String SITE_ID = "5d1f3c7e-0d3a-4c1e-9d6e-de300000c17a";

    // The expiry time is not RFC 3339, other than the contract says: this is how it is in Citrix' example.
    static final Buffer BODY =
            Buffer.buffer("""
            {
              "UserId": "%s",
              "DisplayName": "Demo",
              "ExpiryTime": "5:19:11 AM",
              "RefreshExpirationTime": null,
              "VerifiedEmail": null,
              "IsCspCustomer": false,
              "Customers": [{"Id": "%s", "Name": null, "Sites": [{"Id": "%s", "Name": "%s"}]}]
            }
            """.formatted(DemoAccount.CLIENT_ID, DemoAccount.CUSTOMER, SITE_ID, DemoAccount.SITE));

    private MeJson() {}
}
