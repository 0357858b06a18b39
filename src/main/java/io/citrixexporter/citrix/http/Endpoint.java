package io.citrixexporter.citrix.http;

import java.util.regex.Pattern;

/** What the exporter requests from a site. */
public enum Endpoint {
    TOKEN("token"),
    ME("/me"),
    MACHINES("/Machines"),
    SESSIONS("/Sessions"),
    MACHINE_SESSIONS("/Machines/{nameOrId}/Sessions");

    private static final Pattern PATH_OF_MACHINE_SESSIONS = Pattern.compile(".*/Machines/[^/]+/Sessions");

    private final String template;

    Endpoint(String template) {
        this.template = template;
    }

    /** Its path below the base path, with a placeholder; the value of the {@code endpoint} label. */
    public String template() {
        return template;
    }

    /** Whether a response is a page of a list of the whole site. */
    public boolean paged() {
        return this == MACHINES || this == SESSIONS;
    }

    /** The same for the path of a request, with any base path. */
    static boolean isPaged(String requestPath) {
        return requestPath.endsWith(MACHINES.template)
                || (requestPath.endsWith(SESSIONS.template)
                        && !PATH_OF_MACHINE_SESSIONS.matcher(requestPath).matches());
    }
}
