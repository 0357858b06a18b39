package io.citrixexporter.model;

/** How many users a machine is made for. */
public enum SessionSupport implements CitrixValue {
    SINGLE_SESSION("SingleSession"),
    MULTI_SESSION("MultiSession"),
    UNKNOWN("Unknown");

    public static final EnumParser<SessionSupport> PARSER = new EnumParser<>(values(), UNKNOWN);

    private final String text;

    SessionSupport(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
