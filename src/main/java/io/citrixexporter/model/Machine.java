package io.citrixexporter.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A machine in the inventory of its site (Citrix: MachineResponseModel, in which only the id is never null).
 *
 * @param id Citrix's id, a GUID
 * @param name {@code DOMAIN\NAME}, or the id where there is no name
 * @param dnsName its DNS name, or empty
 * @param sid its security identifier, or empty
 * @param deliveryGroup name of its delivery group, or empty
 * @param machineCatalog name of its catalog, or empty
 * @param zone name of its zone, or empty
 * @param tags its tags
 * @param osType its operating system as Citrix writes it, or empty
 * @param agentVersion the version of its VDA, or empty
 * @param sessionSupport {@code SingleSession} or {@code MultiSession}
 * @param sessionCount sessions that the controller counts
 * @param loadIndex load index of a multi-session machine; usually 0 to 10,000
 * @param maintenance whether it is in maintenance mode
 * @param registration the state of its registration with a controller
 * @param power its power state
 * @param fault its fault state
 */
public record Machine(
        String id,
        String name,
        String dnsName,
        String sid,
        String deliveryGroup,
        String machineCatalog,
        String zone,
        Set<String> tags,
        String osType,
        String agentVersion,
        SessionSupport sessionSupport,
        OptionalInt sessionCount,
        OptionalInt loadIndex,
        Optional<Boolean> maintenance,
        RegistrationState registration,
        PowerState power,
        FaultState fault) {
    public Machine {
        tags = Set.copyOf(tags);
    }

    /** The part of the name behind the domain. */
    public String shortName() {
        return MachineNames.shortName(name);
    }

    /** The part of the name before the backslash, or empty. */
    public String domain() {
        return name.substring(0, Math.max(0, name.indexOf('\\')));
    }
}
