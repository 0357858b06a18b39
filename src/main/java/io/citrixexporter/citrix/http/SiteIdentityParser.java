package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.OneLine;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.SiteIdentity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the site in the response to {@code GET /me}.
 *
 * <p>A configured customer id selects the customer. {@value ExporterConfig.Site#ON_PREMISES_CUSTOMER} selects none: it is
 * the value of the header on-premises, while {@code GET /me} of a Delivery Controller may list any generated GUID as the
 * customer (citrix-daas-rest-go, {@code docs/MyCustomerResponseModel.md}). Then the only site of all customers is used.
 */
public final class SiteIdentityParser {
    private static final int MAX_SHOWN = 5;
    private static final int MAX_ID_LENGTH = 1_000;
    private static final int MAX_SHOWN_LENGTH = 100;
    private static final int MAX_LIST_LENGTH = 1_000;

    private SiteIdentityParser() {}

    /** A customer and its sites. */
    private record Customer(String id, List<SiteIdentity> sites) {
        static Customer of(JsonNode node) {
            List<SiteIdentity> sites = node.path("Sites")
                    .valueStream()
                    .map(site -> new SiteIdentity(text(site, "Id"), text(site, "Name")))
                    .toList();
            return new Customer(text(node, "Id"), sites);
        }
    }

    /**
     * The site to poll.
     *
     * @param site the configured name of the site, for the keys in the message of a failure
     * @param customerId the configured customer, or {@value ExporterConfig.Site#ON_PREMISES_CUSTOMER} for any
     * @throws CitrixException {@link FailureReason#NOT_FOUND} if there is no site or more than one; the message lists them and
     *     names the key to set
     */
    public static SiteIdentity read(byte[] body, String site, String customerId) throws IOException {
        JsonNode list = JsonValues.TREES.readTree(body).path("Customers");
        if (!list.isArray()) {
            throw new CitrixException(FailureReason.BAD_RESPONSE, "the response to GET /me has no list of customers");
        }
        List<Customer> customers = list.valueStream().map(Customer::of).toList();
        boolean any = customerId.equalsIgnoreCase(ExporterConfig.Site.ON_PREMISES_CUSTOMER);
        List<SiteIdentity> listed = customers.stream()
                .filter(customer -> any || comparable(customer.id).equals(comparable(customerId)))
                .flatMap(customer -> customer.sites.stream())
                .toList();
        // Several customers may share a site.
        Map<String, SiteIdentity> sites = new LinkedHashMap<>();
        listed.stream()
                .filter(identity -> isValid(identity.siteId()))
                .forEach(identity -> sites.putIfAbsent(comparable(identity.siteId()), identity));
        if (sites.size() == 1) {
            return sites.values().iterator().next();
        }
        if (sites.isEmpty() && !listed.isEmpty()) {
            throw new CitrixException(
                    FailureReason.BAD_RESPONSE, "the response to GET /me lists a site without a valid id");
        }
        throw new CitrixException(
                FailureReason.NOT_FOUND,
                "GET /me lists %s%s; found: %s; %s"
                        .formatted(
                                sites.isEmpty() ? "no site" : "several sites",
                                any ? "" : " for customer " + customerId,
                                OneLine.of(describe(customers), MAX_LIST_LENGTH),
                                fix("citrix.sites." + site, any, sites.isEmpty())));
    }

    private static String fix(String keys, boolean any, boolean none) {
        String check = any ? "check the rights of the account" : "check " + keys + ".customer-id";
        return (none ? check + ", or set " : "set ") + keys + ".site-id";
    }

    /** Case does not matter in ids, and some tools put braces around a GUID. */
    private static String comparable(String id) {
        return id.strip().replaceAll("^\\{|\\}$", "").toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue().strip() : "";
    }

    /** The id becomes the value of a header. */
    private static boolean isValid(String siteId) {
        return JsonValues.isId(siteId)
                && siteId.length() <= MAX_ID_LENGTH
                && siteId.codePoints().noneMatch(Character::isISOControl);
    }

    private static String describe(List<Customer> customers) {
        return join(
                customers,
                ", ",
                "no customer",
                customer -> "customer " + shown(customer.id) + " with "
                        + join(customer.sites, " and ", "no site", SiteIdentityParser::describe));
    }

    private static String describe(SiteIdentity site) {
        return "site " + shown(site.siteId()) + " (" + shown(site.siteName()) + ")";
    }

    private static <T> String join(List<T> items, String separator, String none, Function<T, String> describe) {
        String shown = items.stream().limit(MAX_SHOWN).map(describe).collect(Collectors.joining(separator));
        int more = items.size() - MAX_SHOWN;
        return items.isEmpty() ? none : shown + (more > 0 ? separator + more + " more" : "");
    }

    private static String shown(String text) {
        return text.isEmpty() ? "?" : OneLine.of(text, MAX_SHOWN_LENGTH);
    }
}
