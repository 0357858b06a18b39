package io.citrixexporter.citrix.http;

import io.citrixexporter.model.SessionTally;

/**
 * The sessions on one machine.
 *
 * @param tally the sessions
 * @param truncated whether the server has more sessions than it lists; this call has no pages
 */
public record MachineSessions(SessionTally tally, boolean truncated) {}
