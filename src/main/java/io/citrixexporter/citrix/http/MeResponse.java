package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citrixexporter.config.OneLine;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.SiteIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Finds the site in the response to {@code GET /me}.
 *
 * <p>A customer id that the user configured selects the customer. {@value #ON_PREMISES} selects none: it is what the header
 * must hold on-premises, while {@code GET /me} of a Delivery Controller may list any generated GUID as the customer
 * (citrix-daas-rest-go, {@code docs/MyCustomerResponseModel.md}). Then the only site of all customers is the one.
 */
public final class MeResponse {
    /** The value of {@code Citrix-CustomerId} on-premises, and the default of {@code citrix.sites.<name>.customer-id}. */
    static final String ON_PREMISES = "CitrixOnPremises";

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonValues.TREES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MAX_SHOWN = 5;
    private static final int MAX_ID_LENGTH = 1_000;
    private static final int MAX_SHOWN_LENGTH = 100;
    private static final int MAX_LIST_LENGTH = 1_000;

    private MeResponse() {}

    /**
     * The site to poll.
     *
     * @param site the configured name of the site, for the keys in the message of a failure
     * @param customerId the configured customer, or {@value #ON_PREMISES} for any
     * @throws CitrixException {@link FailureReason#NOT_FOUND} if there is none or more than one; the message lists what is
     *     there and which key to set
     */
    public static SiteIdentity read(InputStream body, String site, String customerId) throws IOException {
        JsonNode root = MAPPER.readTree(body);
        if (!root.path("Customers").isArray()) {
            throw new CitrixException(FailureReason.BAD_RESPONSE, "the answer to GET /me has no list of customers");
        }
        boolean any = customerId.equalsIgnoreCase(ON_PREMISES);
        Map<String, SiteIdentity> sites = new LinkedHashMap<>();
        boolean unusable = false;
        for (JsonNode customer : root.path("Customers")) {
            if (any || comparable(text(customer, "Id")).equals(comparable(customerId))) {
                for (JsonNode listed : customer.path("Sites")) {
                    SiteIdentity identity = identity(listed);
                    if (usable(identity.siteId())) {
                        // A site that several customers share is listed under each.
                        sites.putIfAbsent(comparable(identity.siteId()), identity);
                    } else {
                        unusable = true;
                    }
                }
            }
        }
        if (sites.size() == 1) {
            return sites.values().iterator().next();
        }
        if (sites.isEmpty() && unusable) {
            throw new CitrixException(
                    FailureReason.BAD_RESPONSE, "the answer to GET /me lists a site without a usable id");
        }
        throw new CitrixException(
                FailureReason.NOT_FOUND,
                "GET /me lists %s%s; found: %s; %s"
                        .formatted(
                                sites.isEmpty() ? "no site" : "several sites",
                                any ? "" : " for customer " + customerId,
                                OneLine.of(found(root), MAX_LIST_LENGTH),
                                fix(site, any, sites.isEmpty())));
    }

    private static String fix(String site, boolean any, boolean none) {
        String keys = "citrix.sites." + site;
        if (any) {
            return (none ? "check the rights of the account, or set " : "set ") + keys + ".site-id";
        }
        return (none ? "check " + keys + ".customer-id, or set " : "set ") + keys + ".site-id";
    }

    /** Ids are GUIDs or words, which know no case; some tools put braces around a GUID. */
    private static String comparable(String id) {
        return id.strip().replaceAll("^\\{|\\}$", "").toLowerCase(Locale.ROOT);
    }

    private static SiteIdentity identity(JsonNode site) {
        return new SiteIdentity(text(site, "Id"), text(site, "Name"));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue().strip() : "";
    }

    /** An id goes into a header, which has one line, and which no server takes at any length. */
    private static boolean usable(String siteId) {
        return JsonValues.isId(siteId)
                && siteId.length() <= MAX_ID_LENGTH
                && siteId.codePoints().noneMatch(Character::isISOControl);
    }

    private static String found(JsonNode root) {
        return listed(
                root.path("Customers"),
                ", ",
                "no customer",
                customer -> "customer " + shown(customer, "Id") + " with " + sites(customer));
    }

    private static String sites(JsonNode customer) {
        return listed(
                customer.path("Sites"),
                " and ",
                "no site",
                site -> "site " + shown(site, "Id") + " (" + shown(site, "Name") + ")");
    }

    private static String listed(JsonNode nodes, String separator, String none, Function<JsonNode, String> text) {
        String shown = StreamSupport.stream(nodes.spliterator(), false)
                .limit(MAX_SHOWN)
                .map(text)
                .collect(Collectors.joining(separator));
        int more = nodes.size() - MAX_SHOWN;
        return nodes.isEmpty() ? none : shown + (more > 0 ? separator + more + " more" : "");
    }

    /** Ids and names go into a log line: on one line, and of a length to read. */
    private static String shown(JsonNode node, String field) {
        return OneLine.of(node.path(field).asText("?"), MAX_SHOWN_LENGTH);
    }
}
