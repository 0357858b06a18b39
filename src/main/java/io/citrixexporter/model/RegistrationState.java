package io.citrixexporter.model;

/** Whether a machine's agent is registered with a controller. */
public enum RegistrationState implements CitrixValue {
    REGISTERED("Registered"),
    UNREGISTERED("Unregistered"),
    INITIALIZING("Initializing"),
    AGENT_ERROR("AgentError"),
    UNKNOWN("Unknown");

    public static final EnumParser<RegistrationState> PARSER = new EnumParser<>(values(), UNKNOWN);

    private final String text;

    RegistrationState(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
