package io.citrixexporter.config;

import java.util.regex.Pattern;

/** Recognizes machines that are configured by an id of Citrix or by a security identifier instead of by a name. */
public final class MachineIds {
    private static final Pattern GUID = Pattern.compile("\\{?\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}}?");
    private static final Pattern SID = Pattern.compile("[Ss]-1-\\d+(-\\d+){2,}");

    private MachineIds() {}

    /** The text, without the braces in which a GUID may be written. */
    static String withoutBraces(String text) {
        return GUID.matcher(text).matches() ? text.replaceAll("[{}]", "") : text;
    }

    /** Whether this is a GUID or a SID, which says nothing about the name of the machine. */
    public static boolean isIdOrSid(String configured) {
        return GUID.matcher(configured).matches() || SID.matcher(configured).matches();
    }
}
