package io.citrixexporter.start;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds mistakes in a file of properties or of variables: those that stop Quarkus, and those that it reads as something
 * else. In both, a backslash begins an escape and disappears.
 *
 * <p>Source of the format: {@link java.util.Properties#load(java.io.Reader)}.
 */
final class PropertiesCheck {
    private static final String OURS = "(?i)(export\\s+)?(%[^.]*\\.)?_?(citrix|quarkus)[._].*";

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private final boolean variables;

    private PropertiesCheck(boolean variables) {
        this.variables = variables;
    }

    /**
     * The mistakes.
     *
     * @param variables whether it is a file of variables, which other programs may share: then their lines do not matter
     */
    static List<String> problems(byte[] bytes, boolean variables) {
        FileText file = FileText.of(bytes);
        if (file.byteOrderMark()) {
            return List.of(
                    ": the file begins with a byte order mark, and its first setting would be ignored; save it as"
                            + " UTF-8 without a byte order mark");
        }
        if (file.utf16()) {
            return file.problem().stream().toList();
        }
        PropertiesCheck check = new PropertiesCheck(variables);
        // What is not UTF-8 becomes U+FFFD, as in Quarkus. In a comment it does no harm.
        check.lines(new String(bytes, StandardCharsets.UTF_8));
        return check.problems;
    }

    private void lines(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int first = i;
            StringBuilder whole = new StringBuilder(lines.get(i).stripLeading());
            if (whole.isEmpty() || whole.charAt(0) == '#' || whole.charAt(0) == '!') {
                continue;
            }
            while (endsInBackslash(whole) && i + 1 < lines.size()) {
                whole.setLength(whole.length() - 1);
                String next = lines.get(++i).stripLeading();
                if (next.matches(OURS) && next.contains("=")) {
                    add(first, "the backslash at the end of the line takes the next line into the value; double it");
                }
                whole.append(next);
            }
            setting(first, whole.toString());
        }
    }

    private static boolean endsInBackslash(CharSequence line) {
        int count = 0;
        while (count < line.length() && line.charAt(line.length() - 1 - count) == '\\') {
            count++;
        }
        return count % 2 == 1;
    }

    private void setting(int line, String setting) {
        if (setting.contains("\uFFFD") && isOurs(setting)) {
            add(line, "the text is not UTF-8 here; save the file as UTF-8");
            return;
        }
        Optional<String> escape = badEscape(setting);
        if (escape.isPresent()) {
            add(line, escape.get());
            return;
        }
        if (variables && setting.matches("(?i)export\\s.*") && setting.matches(OURS)) {
            add(line, "the line begins with export, and would be ignored; delete that word");
            return;
        }
        String key = setting.split("[=:\\s]", 2)[0];
        Integer earlier = keys.putIfAbsent(key, line);
        if (earlier != null && isOurs(setting)) {
            add(line, "%s is set in line %d too, which would be ignored; keep one".formatted(key, earlier + 1));
        }
    }

    private boolean isOurs(String setting) {
        return !variables || setting.matches(OURS);
    }

    private Optional<String> badEscape(String setting) {
        for (int i = setting.indexOf('\\'); i >= 0; i = setting.indexOf('\\', i + 2)) {
            char next = i + 1 < setting.length() ? setting.charAt(i + 1) : '\\';
            boolean plain = " \\:=#!".indexOf(next) >= 0;
            boolean control = "tnrf".indexOf(next) >= 0;
            if (next == 'u') {
                if (!setting.substring(i).matches("(?s)\\\\u\\p{XDigit}{4}.*")) {
                    return Optional.of("a backslash before u begins a character code; double the backslash");
                }
            } else if (!plain
                    && isOurs(setting)
                    && !(control && setting.toLowerCase(Locale.ROOT).contains("format"))) {
                return Optional.of("the backslash before %s would %s; double the backslash"
                        .formatted(next, control ? "make a control character of it" : "be dropped"));
            }
        }
        return Optional.empty();
    }

    private void add(int line, String text) {
        problems.add(", line %d: %s".formatted(line + 1, text));
    }
}
