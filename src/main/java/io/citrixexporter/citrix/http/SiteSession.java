package io.citrixexporter.citrix.http;

import io.citrixexporter.model.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session in the list of the whole site.
 *
 * @param session the session
 * @param machineId Citrix's id of its machine; null if it is not known
 */
public record SiteSession(Session session, @Nullable String machineId) {}
