package io.citrixexporter.faults;

import java.util.List;
import java.util.stream.Collectors;

/** Response bodies in the format of Citrix' API. */
final class SiteResponses {
    static final String CUSTOMER = "faultycustomer";
    static final String SITE_ID = "0b6f0c3e-7c1f-4a52-9f7e-fa0170000001";
    static final String SESSIONS = """
            {"Items":[{"Id":"1","State":"Active","AppState":"Desktop","Connection":{"Protocol":"Hdx"}}]}""";

    private SiteResponses() {}

    static String token(String token) {
        return "{\"token_type\":\"bearer\",\"access_token\":\"%s\",\"expires_in\":\"3600\"}".formatted(token);
    }

    static String me() {
        return "{\"UserId\":\"u\",\"Customers\":[{\"Id\":\"%s\",\"Sites\":[{\"Id\":\"%s\",\"Name\":\"faulty\"}]}]}"
                .formatted(CUSTOMER, SITE_ID);
    }

    /** All machines in one page. */
    static String machines(List<String> names) {
        return names.stream()
                .map(name -> """
                        {"Id":"id-%s","Name":"CORP\\\\%s","DnsName":"%s.corp.example","SessionSupport":"MultiSession",\
                        "SessionCount":1,"RegistrationState":"Registered","DeliveryGroup":{"Name":"Office"}}""".formatted(name, name, name))
                .collect(Collectors.joining(",", "{\"Items\":[", "],\"ContinuationToken\":null}"));
    }
}
