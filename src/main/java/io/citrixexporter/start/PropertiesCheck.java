package io.citrixexporter.start;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds mistakes in a file of properties or of variables: those that stop Quarkus, and those that it reads as something
 * else. In both, a backslash begins an escape and disappears.
 *
 * <p>Source of the format: {@link java.util.Properties#load(java.io.Reader)}.
 */
final class PropertiesCheck {
    private static final String OURS = "(?i)(export\\s+)?(%[^.]*\\.)?_?(citrix|quarkus)[._][\\s\\S]*";
    /** An odd number of backslashes at the end of a line. */
    private static final Pattern CONTINUED = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\\\z");

    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\s\\S])");

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> lineByKey = new HashMap<>();
    private final boolean variables;

    private PropertiesCheck(boolean variables) {
        this.variables = variables;
    }

    /**
     * @param variables whether it is a file of variables, which other programs may share: then their lines do not matter
     */
    static List<String> problems(byte[] bytes, boolean variables) {
        // What is not UTF-8 becomes U+FFFD, as in Quarkus. In a comment it does no harm.
        String text = FileText.of(bytes);
        if (FileText.hasMark(text)) {
            return List.of(
                    ": the file begins with a byte order mark, and its first setting would be ignored; save it as"
                            + " UTF-8 without a byte order mark");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            return List.of(FileText.at(text, nul, "there is a character U+0000; save the file as UTF-8 without it"));
        }
        PropertiesCheck check = new PropertiesCheck(variables);
        check.settings(text.lines().map(String::stripLeading).toList());
        return check.problems;
    }

    private void settings(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder setting = new StringBuilder(lines.get(i));
            if (!setting.isEmpty() && "#!".indexOf(setting.charAt(0)) < 0) {
                int first = i + 1;
                while (CONTINUED.matcher(lines.get(i)).find() && i + 1 < lines.size()) {
                    setting.append('\n').append(lines.get(++i));
                }
                setting(first, setting.toString());
            }
        }
    }

    private void setting(int line, String setting) {
        boolean ours = !variables || setting.matches(OURS);
        Optional<String> escape = ESCAPE.matcher(setting)
                .results()
                .flatMap(match -> badEscape(match, setting, ours).stream())
                .findFirst();
        if (ours && setting.indexOf(FileText.NOT_DECODED) >= 0) {
            add(line, "the text is not UTF-8 here; save the file as UTF-8");
        } else if (escape.isPresent()) {
            add(line, escape.get());
        } else if (variables && ours && setting.matches("(?i)export\\s[\\s\\S]*")) {
            add(line, "the line begins with export, and would be ignored; delete that word");
        } else {
            String key = setting.split("[=:\\s]", 2)[0];
            Integer earlier = lineByKey.putIfAbsent(key, line);
            if (earlier != null && ours) {
                add(line, "%s is set in line %d too, which would be ignored; keep one".formatted(key, earlier));
            }
        }
    }

    private static Optional<String> badEscape(MatchResult match, String setting, boolean ours) {
        String rest = setting.substring(match.end());
        String next = match.group(1);
        if (next.equals("\n")) {
            String line = rest.lines().findFirst().orElse("");
            return line.matches(OURS) && line.contains("=")
                    ? Optional.of("the backslash at the end of the line takes the next line into the value; double it")
                    : Optional.empty();
        }
        boolean control = "tnrf".contains(next);
        if (next.equals("u")) {
            return rest.matches("\\p{XDigit}{4}[\\s\\S]*")
                    ? Optional.empty()
                    : Optional.of("a backslash before u begins a character code; double the backslash");
        }
        boolean meant = " \\:=#!".contains(next)
                || (control && setting.toLowerCase(Locale.ROOT).contains("format"));
        return meant || !ours
                ? Optional.empty()
                : Optional.of("the backslash before %s would %s; double the backslash"
                        .formatted(next, control ? "make a control character of it" : "be dropped"));
    }

    private void add(int line, String text) {
        problems.add(", line %d: %s".formatted(line, text));
    }
}
