package io.citrixexporter.citrix;

/** The calls that the exporter makes. */
public enum Endpoint {
    TOKEN("token"),
    ME("/me"),
    MACHINES("/Machines"),
    SESSIONS("/Sessions"),
    MACHINE_SESSIONS("/Machines/{nameOrId}/Sessions");

    private final String template;

    Endpoint(String template) {
        this.template = template;
    }

    /** Whether the response is a page of a list of the whole site; one such page is requested at a time. */
    boolean isList() {
        return this == MACHINES || this == SESSIONS;
    }

    /** The value of the {@code endpoint} label. */
    public String template() {
        return template;
    }
}
