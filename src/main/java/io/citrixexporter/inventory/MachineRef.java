package io.citrixexporter.inventory;

/**
 * Names a machine of a site.
 *
 * @param name what the API is asked for: {@code DOMAIN\NAME}, a DNS name or an id
 * @param label the value of the {@code machine} label, unique within the site
 * @param deliveryGroup the value of the {@code delivery_group} label; empty while it is not known
 */
public record MachineRef(String name, String label, String deliveryGroup) {

    /**
     * The short name of a machine: {@code CTX-01} for {@code CORP\CTX-01} and for {@code CTX-01.corp.example}.
     * An IP address has none and stays whole.
     */
    static String shortName(String name) {
        String withoutDomain = name.substring(name.indexOf('\\') + 1);
        int dot = withoutDomain.indexOf('.');
        boolean address = withoutDomain.matches("[0-9.]+");
        return dot <= 0 || address ? withoutDomain : withoutDomain.substring(0, dot);
    }
}
