package io.citrixexporter.citrix;

/** The calls that the exporter makes. */
public enum ApiOperation {
    TOKEN("token"),
    ME("/me"),
    MACHINES("/Machines"),
    SESSIONS("/Sessions"),
    MACHINE_SESSIONS("/Machines/{nameOrId}/Sessions");

    private final String template;

    ApiOperation(String template) {
        this.template = template;
    }

    /** Its path below the base path, with a placeholder; the value of the {@code endpoint} label. */
    public String template() {
        return template;
    }
}
