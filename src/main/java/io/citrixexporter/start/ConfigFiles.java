package io.citrixexporter.start;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files from which Quarkus reads the configuration, and what is wrong with them.
 *
 * <p>They are checked before Quarkus reads them: it starts without a file that it cannot use, takes some mistakes for
 * something else, and fails on others before there is a log.
 *
 * <p>Source of the names and places: Quarkus, Configuration Reference Guide, "Configuration Sources".
 */
final class ConfigFiles {
    /** Maximum size of a file in bytes: SnakeYAML reads no more characters than that. */
    private static final long MAX_SIZE = 3L << 20;

    private static final List<String> EXTENSIONS = List.of("yaml", "yml", "properties");
    private static final List<String> LOCATIONS = List.of("quarkus.config.locations", "smallrye.config.locations");
    private static final List<String> PROFILES = List.of("quarkus.profile", "smallrye.config.profile");

    private final Path directory;
    private final UnaryOperator<@Nullable String> settings;

    /**
     * @param directory where the program was started
     * @param settings the value of a key that is set outside the files, or null
     */
    ConfigFiles(Path directory, UnaryOperator<@Nullable String> settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** What is wrong with the files, a line for each mistake; empty if nothing is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(problemsOfFolder());
        main().forEach(file -> problems.addAll(problemsOf(file, false)));
        problems.addAll(problemsOf(directory.resolve(".env"), true));
        LOCATIONS.forEach(
                key -> locations(key).forEach(location -> problems.addAll(problemsOfLocation(key, location))));
        return problems;
    }

    /** Where the configuration was read from, and which files were not read; for a message. */
    String origin() {
        String found = main().filter(Files::exists)
                .map(file -> directory.relativize(file).toString())
                .collect(Collectors.joining(", "));
        String misplaced = misplaced().stream().map(Path::toString).collect(Collectors.joining(", "));
        String read = found.isEmpty()
                ? "There is no config/application.yaml in %s, where the exporter was started.".formatted(directory)
                : "The configuration was read from %s in %s, and from the environment.".formatted(found, directory);
        return misplaced.isEmpty()
                ? read
                : read + "\nNot read: " + misplaced + "; move or rename it to config/application.yaml.";
    }

    /** Files that look as if they were meant for the configuration, but are not read. */
    private List<Path> misplaced() {
        return Stream.of("", "config")
                .map(directory::resolve)
                .flatMap(ConfigFiles::list)
                .filter(file -> file.getFileName().toString().matches("(?i)application\\.(ya?ml|properties)(\\.txt)?"))
                .filter(file -> main().noneMatch(file::equals))
                .sorted()
                .toList();
    }

    /** Those of the folder {@code config}: without a profile, then those of the active profiles. */
    private Stream<Path> main() {
        Path folder = directory.resolve("config");
        List<String> names = new ArrayList<>(List.of("application"));
        PROFILES.stream()
                .map(this::setting)
                .filter(value -> !value.isEmpty())
                .limit(1)
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .forEach(profile -> names.add("application-" + profile.strip()));
        return names.stream()
                .flatMap(name -> EXTENSIONS.stream().map(extension -> folder.resolve(name + "." + extension)));
    }

    private List<String> problemsOfFolder() {
        Path folder = directory.resolve("config");
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            return List.of(folder + ": is not a directory; make it one, and put application.yaml into it");
        }
        if (Files.isDirectory(folder) && !(Files.isReadable(folder) && Files.isExecutable(folder))) {
            return List.of(folder + ": the directory cannot be read; allow the exporter's user to read and enter it");
        }
        Path yaml = folder.resolve("application.yaml");
        Path yml = folder.resolve("application.yml");
        return Files.exists(yaml) && Files.exists(yml)
                ? List.of(yml + ": there is application.yaml beside it; merge the two files")
                : List.of();
    }

    private Stream<String> locations(String key) {
        return Arrays.stream(setting(key).split(",", -1)).map(String::strip).filter(entry -> !entry.isEmpty());
    }

    private List<String> problemsOfLocation(String key, String location) {
        try {
            URI uri = new URI(location);
            String scheme = uri.getScheme();
            if (scheme != null && !scheme.equals("file")) {
                // An address, or another scheme: Quarkus fails if it cannot read it.
                return scheme.length() > 1 ? List.of() : notAnUri(key, location);
            }
            Path path = scheme == null ? directory.resolve(uri.getPath()) : Path.of(uri);
            return problemsOfPath(key, location, path);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return notAnUri(key, location);
        }
    }

    private static List<String> notAnUri(String key, String location) {
        return List.of(
                line(key, location, "write a path with / and without spaces, or a URI such as file:///C:/citrix"));
    }

    private List<String> problemsOfPath(String key, String location, Path path) {
        if (!Files.exists(path)) {
            return List.of(line(key, location, "there is no such file or directory; create it or fix the path"));
        }
        if (!Files.isDirectory(path)) {
            return isRead(path)
                    ? problemsOf(path, false)
                    : List.of(line(key, location, "only .yaml, .yml and .properties files are read; rename the file"));
        }
        List<Path> files = list(path).filter(ConfigFiles::isRead).sorted().toList();
        return files.isEmpty()
                ? List.of(line(key, location, "the directory has no .yaml, .yml or .properties file that can be read"))
                : files.stream()
                        .flatMap(file -> problemsOf(file, false).stream())
                        .toList();
    }

    private static boolean isRead(Path file) {
        return EXTENSIONS.stream().anyMatch(extension -> file.toString().endsWith("." + extension));
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Of a file that may be missing. A file of variables is shared with other programs, whose lines do not matter. */
    private static List<String> problemsOf(Path file, boolean variables) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || (variables && !Files.isRegularFile(file))) {
            return List.of();
        }
        if (!Files.exists(file)) {
            return List.of(file + ": the link leads to no file; fix the link");
        }
        if (Files.isDirectory(file)) {
            return List.of(
                    file + ": is a directory; put a file in its place (Docker creates a directory where the file to"
                            + " mount does not exist)");
        }
        if (!Files.isRegularFile(file)) {
            return List.of(file + ": is not a regular file; put a text file in its place");
        }
        try {
            if (Files.size(file) > MAX_SIZE) {
                return List.of(
                        "%s: is larger than %d MiB; check that it is the right file, and write many machines into a machines-file"
                                .formatted(file, MAX_SIZE >> 20));
            }
            byte[] bytes = Files.readAllBytes(file);
            List<String> problems =
                    file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")
                            ? YamlCheck.problems(bytes)
                            : PropertiesCheck.problems(bytes, variables);
            return problems.stream().map(problem -> file + problem).toList();
        } catch (IOException e) {
            return List.of(file + ": the file cannot be read; allow the exporter's user to read it");
        }
    }

    private static String line(String key, String value, String fix) {
        return "%s = \"%s\": %s".formatted(key, value, fix);
    }

    private String setting(String key) {
        String value = settings.apply(key);
        return value == null ? "" : value;
    }
}
