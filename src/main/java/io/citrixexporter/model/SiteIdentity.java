package io.citrixexporter.model;

/**
 * The id and name of a site at Citrix.
 *
 * @param siteId value of the header {@code Citrix-InstanceId}
 * @param siteName its name; empty if the id is configured, since then {@code GET /me} is not called
 */
public record SiteIdentity(String siteId, String siteName) {}
