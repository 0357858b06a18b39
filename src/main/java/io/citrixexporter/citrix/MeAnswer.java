package io.citrixexporter.citrix;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citrixexporter.config.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds the site in the answer to {@code GET /me}: the configured customer's only one. */
final class MeAnswer {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int MOST_SHOWN = 5;
    private static final int LONGEST_ID = 1_000;
    private static final int LONGEST_SHOWN = 100;

    private MeAnswer() {}

    /**
     * The site of a customer.
     *
     * @throws CitrixException {@link Reason#NOT_FOUND} if there is none or more than one; the message lists what is
     *     there and what to configure
     */
    static SiteIdentity read(InputStream body, String customerId) throws IOException {
        JsonNode root = MAPPER.readTree(body);
        if (!root.path("Customers").isArray()) {
            throw new CitrixException(Reason.BAD_RESPONSE, "the answer to GET /me has no list of customers");
        }
        List<SiteIdentity> sites = new ArrayList<>();
        for (JsonNode customer : root.path("Customers")) {
            if (customer.path("Id").asText("").equalsIgnoreCase(customerId)) {
                customer.path("Sites").forEach(site -> sites.add(identity(site)));
            }
        }
        if (sites.stream().anyMatch(site -> !usable(site.siteId()))) {
            throw new CitrixException(Reason.BAD_RESPONSE, "the answer to GET /me lists a site without a usable id");
        }
        if (sites.size() == 1) {
            return sites.get(0);
        }
        throw new CitrixException(
                Reason.NOT_FOUND,
                "GET /me lists %s for customer %s; found: %s; check customer-id or set site-id"
                        .formatted(sites.isEmpty() ? "no site" : "several sites", customerId, found(root)));
    }

    private static SiteIdentity identity(JsonNode site) {
        return new SiteIdentity(site.path("Id").asText(""), site.path("Name").asText(""));
    }

    /** An id goes into a header, which has one line, and which no server takes at any length. */
    private static boolean usable(String siteId) {
        return !siteId.isBlank()
                && siteId.length() <= LONGEST_ID
                && siteId.codePoints().noneMatch(Character::isISOControl);
    }

    private static String found(JsonNode root) {
        String customers = StreamSupport.stream(root.path("Customers").spliterator(), false)
                .limit(MOST_SHOWN)
                .map(customer -> "customer " + shown(customer, "Id") + " with " + sites(customer))
                .collect(Collectors.joining(", "));
        return customers.isEmpty() ? "no customer" : customers;
    }

    private static String sites(JsonNode customer) {
        String sites = StreamSupport.stream(customer.path("Sites").spliterator(), false)
                .limit(MOST_SHOWN)
                .map(site -> "site " + shown(site, "Id") + " (" + shown(site, "Name") + ")")
                .collect(Collectors.joining(" and "));
        return sites.isEmpty() ? "no site" : sites;
    }

    /** Ids and names go into a log line: on one line, and of a length to read. */
    private static String shown(JsonNode node, String field) {
        return OneLine.of(node.path(field).asText("?"), LONGEST_SHOWN);
    }
}
