package io.citrixexporter.model;

/**
 * What a site is called by Citrix.
 *
 * @param siteId value of the header {@code Citrix-InstanceId}
 * @param siteName its name; empty where the user configured the id, since then nobody asked
 */
public record SiteIdentity(String siteId, String siteName) {}
