package io.citrixexporter.citrix.http;

import java.util.Arrays;
import java.util.List;

/** Values that a server may send instead of a valid one. */
enum Placeholders {
    ABSENT(""),
    NULL("null"),
    EMPTY("\"\""),
    BLANK("\" \""),
    WORD("\"Hibernating\""),
    NOT_AVAILABLE("\"N/A\""),
    EMPTY_GUID("\"00000000-0000-0000-0000-000000000000\""),
    ZERO("0"),
    NEGATIVE("-1"),
    NUMBER("7"),
    ENORMOUS("9".repeat(5_000)),
    INFINITE("1e99999"),
    BOOLEAN("true"),
    OBJECT("{\"a\":{\"b\":[1]}}"),
    EMPTY_OBJECT("{}"),
    ARRAY("[\"Active\",[null]]"),
    EMPTY_ARRAY("[]"),
    /** A valid value, followed by null. */
    TWICE("null");

    final String json;

    Placeholders(String json) {
        this.json = json;
    }

    /** An object whose members are those given, one of them replaced. */
    String in(String name, List<String> members) {
        String good = members.stream()
                .filter(member -> member.startsWith("\"" + name + "\":"))
                .findFirst()
                .orElseThrow();
        String bad = "\"" + name + "\":" + json;
        String instead =
                switch (this) {
                    case ABSENT -> "\"Other\":1";
                    case TWICE -> good + "," + bad;
                    default -> bad;
                };
        return "{" + String.join(",", members).replace(good, instead) + "}";
    }

    boolean isOneOf(Placeholders... others) {
        return Arrays.asList(others).contains(this);
    }

    /** Whether it counts as an empty value. */
    boolean isEmpty() {
        return isOneOf(ABSENT, NULL, EMPTY, BLANK);
    }
}
