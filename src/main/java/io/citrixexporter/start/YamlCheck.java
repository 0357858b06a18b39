package io.citrixexporter.start;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.StreamReader;

/** Finds mistakes in a YAML file: those that stop Quarkus, and those that it reads as something else. */
final class YamlCheck {
    /** Keys for which {@code yes}, {@code no}, {@code on} and {@code off} mean what they say. */
    private static final String FLAGS = ".*\\.(enabled|spread|applications|client-certificates|open-health|interval)";

    private final List<String> problems = new ArrayList<>();
    private final Set<String> values = new HashSet<>();
    private final Set<Node> ancestors = new LinkedHashSet<>();

    private YamlCheck() {}

    /** The mistakes, each with its place in front. */
    static List<String> problems(byte[] bytes) {
        String whole = FileText.of(bytes);
        String text = FileText.hasMark(whole) ? whole.substring(1) : whole;
        OptionalInt bad = text.codePoints()
                .filter(c -> c == FileText.NOT_DECODED || !StreamReader.isPrintable(c))
                .findFirst();
        return bad.isPresent()
                ? List.of(FileText.at(text, text.indexOf(bad.getAsInt()), unreadable(bad.getAsInt())))
                : new YamlCheck().check(text);
    }

    private static String unreadable(int c) {
        return c == FileText.NOT_DECODED
                ? "the text is not UTF-8 here; save the file as UTF-8"
                : "the character U+%04X is not allowed in YAML; delete it, and save the file as UTF-8".formatted(c);
    }

    private List<String> check(String text) {
        try {
            for (Node document : new Yaml().composeAll(new StringReader(text))) {
                document(document);
            }
        } catch (MarkedYAMLException e) {
            add(e.getProblemMark(), problem(e));
        } catch (YAMLException e) {
            problems.add(": " + e.getMessage() + "; make the file smaller or simpler");
        }
        return problems;
    }

    private static String problem(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("escape")) {
            return problem + "; in double quotes a backslash begins an escape: use single quotes, or none";
        }
        return problem.contains("TAB")
                ? problem + "; indent with spaces"
                : problem + "; fix the YAML there or in the line before";
    }

    private void document(Node document) {
        if (document instanceof MappingNode mapping) {
            mapping(mapping, "");
        } else if (!Tag.NULL.equals(document.getTag())) {
            add(document, "the file must hold keys and values; begin it with citrix: and indent what belongs to it");
        }
    }

    private void visit(Node node, String path) {
        if (!ancestors.add(node)) {
            add(node, path + " refers to a part of the file that contains it; remove the alias (*name)");
            return;
        }
        if (node instanceof MappingNode mapping) {
            mapping(mapping, path);
        } else if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node entry : sequence.getValue()) {
                visit(entry, path + "[" + index++ + "]");
            }
        } else if (node instanceof ScalarNode scalar) {
            scalar(scalar, path);
        }
        ancestors.remove(node);
    }

    private void mapping(MappingNode mapping, String path) {
        Set<String> keys = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                String text = key.getValue();
                if (key(key, path, text) && !Tag.MERGE.equals(key.getTag()) && !keys.add(text)) {
                    add(key, join(path, text) + " is there twice, and one of the two would be ignored; merge them");
                } else {
                    visit(entry.getValueNode(), Tag.MERGE.equals(key.getTag()) ? path : join(path, text));
                }
            } else {
                add(entry.getKeyNode(), "a key must be a plain text; put a text before the colon, or quote the value");
            }
        }
    }

    /** Whether a key is read as it is written. */
    private boolean key(ScalarNode key, String path, String text) {
        if (Tag.NULL.equals(key.getTag())) {
            add(key, "the key is missing or null; write a key before the colon");
            return false;
        }
        if (isOtherBoolean(key)) {
            add(
                    key,
                    "%s: YAML reads %s as a truth value; write '%s' in quotes".formatted(join(path, text), text, text));
            return false;
        }
        if (text.codePoints()
                .anyMatch(c -> Character.getType(c) == Character.FORMAT || (Character.isSpaceChar(c) && c != ' '))) {
            add(key, "the key has an invisible character or a no-break space; type it anew");
            return false;
        }
        return true;
    }

    private void scalar(ScalarNode scalar, String path) {
        if (!values.add(path)) {
            add(scalar, path + " is set in an earlier document (---) of the file too; keep one");
        }
        if (isOtherBoolean(scalar) && (path.startsWith("citrix.") || path.endsWith("level")) && !path.matches(FLAGS)) {
            String text = scalar.getValue();
            add(scalar, "%s: YAML reads %s as a truth value; write '%s' in quotes".formatted(path, text, text));
        }
    }

    /** Whether YAML takes a word for a boolean that is not spelled so, such as {@code no}. */
    private static boolean isOtherBoolean(ScalarNode scalar) {
        return Tag.BOOL.equals(scalar.getTag())
                && scalar.isPlain()
                && !scalar.getValue().equals("true")
                && !scalar.getValue().equals("false");
    }

    private void add(Node node, String text) {
        add(node.getStartMark(), text);
    }

    private void add(Mark mark, String text) {
        problems.add(FileText.at(mark.getLine() + 1, mark.getColumn() + 1, text));
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
