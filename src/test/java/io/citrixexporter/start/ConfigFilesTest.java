package io.citrixexporter.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.citrixexporter.config.MappedKeys;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user can put in the place of a good file, and the line that says so. */
class ConfigFilesTest {
    private static final String YAML = "config/application.yaml";
    private static final String PROPERTIES = "config/application.properties";

    @TempDir
    Path directory;

    @BeforeEach
    void makeConfigFolder() throws IOException {
        Files.createDirectory(directory.resolve("config"));
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                yaml(
                        "# für\ncitrix: {}\n",
                        StandardCharsets.ISO_8859_1,
                        ", line 1, column 4: the text is not UTF-8 here;"),
                yaml(
                        "citrix:\n  sites: {}\n  # „Tür“\n",
                        Charset.forName("windows-1252"),
                        ", line 3, column 5: the text is not UTF-8 here; save the file as UTF-8"),
                yaml(
                        "citrix: {}\n",
                        StandardCharsets.UTF_16LE,
                        ", line 1, column 2: the character U+0000 is not allowed in YAML; delete it, and save the"
                                + " file as UTF-8"),
                yaml(
                        "citrix: {}\n",
                        StandardCharsets.UTF_16BE,
                        ", line 1, column 1: the character U+0000 is not allowed in YAML; delete it, and save the"
                                + " file as UTF-8"),
                yaml(
                        "citrix:\n  a: x\0y\n",
                        ", line 2, column 7: the character U+0000 is not allowed in YAML; delete it"),
                yaml("a: \u0007\n", ", line 1, column 4: the character U+0007 is not allowed in YAML"),
                yaml(
                        "citrix: &a\n  x: *a\n",
                        ", line 1, column 9: citrix.x refers to a part of the file that contains it"),
                yaml("a:\n- &b [*b]\n", ", line 2, column 3: a[0][0] refers to a part of the file that contains it"),
                yaml(billionLaughs(), ": Number of aliases for non-scalar nodes exceeds the specified max=50; make"),
                yaml("a: " + "[".repeat(99) + "]".repeat(99), ": Nesting Depth exceeded max 50; make the file smaller"),
                yaml("# " + "x".repeat(3 << 20), ": is larger than 3 MiB; check that it is the right file"),
                yaml("- a\n- b\n", ", line 1, column 1: the file must hold keys and values; begin it with citrix:"),
                yaml("hello\n", ", line 1, column 1: the file must hold keys and values"),
                yaml("a: 1\n--- text\n", ", line 2, column 5: the file must hold keys and values"),
                yaml("a: {b: 1}\n---\na: {b: 2}\n", ", line 3, column 8: a.b is set in an earlier document (---)"),
                yaml(
                        "a:\n  b: 1\n  c: 2\n  b: 3\n",
                        ", line 4, column 3: a.b is there twice, and one of the two would be"),
                yaml("a:\n\tb: 1\n", ", line 2, column 1: found character '\\t(TAB)'"),
                yaml(
                        "a: \"CORP\\CTX-01\"\n",
                        ", line 1, column 10: found unknown escape character C(67); in double quotes"),
                yaml("a:\n  url x\n  b: y\n", ", line 3, column 4: mapping values are not allowed here; fix the YAML"),
                yaml("a: *b\n", ", line 1, column 4: found undefined alias b; fix the YAML"),
                yaml("a: b\n~: c\n", ", line 2, column 1: the key is missing or null"),
                yaml(
                        "citrix:\n  sites:\n    no:\n      url: x\n",
                        ", line 3, column 5: citrix.sites.no: YAML reads no as"),
                yaml(
                        "citrix: {sites: {p: {machines: [a, Off]}}}\n",
                        "citrix.sites.p.machines[1]: YAML reads Off as a truth value; write 'Off' in quotes"),
                yaml(
                        "citrix: {sites: {p: {customer-id: yes}}}\n",
                        "citrix.sites.p.customer-id: YAML reads yes as a truth value"),
                yaml(
                        "quarkus: {log: {level: off}}\n",
                        "quarkus.log.level: YAML reads off as a truth value; write 'off' in quotes"),
                yaml(
                        "citrix:\n\u00a0\u00a0sites: x\n",
                        "line 2, column 1: the key has an invisible character or a no-break space"),
                yaml("\u200bcitrix: x\n", ", line 1, column 1: the key has an invisible character or a no-break space"),
                yaml("? [a]\n: b\n", ", line 1, column 3: a key must be a plain text"),
                properties(
                        "a=1\nuser=CORP\\user\n",
                        ", line 2: a backslash before u begins a character code; double the backslash"),
                properties(
                        "user=CORP\\svc\n", ", line 1: the backslash before s would be dropped; double the backslash"),
                properties(
                        "a: C:\\tls\\ca.pem\n",
                        ", line 1: the backslash before t would make a control character of it"),
                properties(
                        "a=1\\\ncitrix.poll.interval=5s\n",
                        ", line 1: the backslash at the end of the line takes the next"),
                properties("a=1\n# x\na = 2\n", ", line 3: a is set in line 1 too, which would be ignored; keep one"),
                properties(
                        "\uFEFFa=1\n",
                        ": the file begins with a byte order mark, and its first setting would be ignored;"),
                properties("a=1\n", StandardCharsets.UTF_16, ": the file begins with a byte order mark"),
                properties("a=1\n", StandardCharsets.UTF_16LE, ", line 1, column 2: there is a character U+0000"),
                properties("# ü\na=ü\n", StandardCharsets.ISO_8859_1, ", line 2: the text is not UTF-8 here"),
                variables("X=\\u12\n", ", line 1: a backslash before u begins a character code"),
                variables(
                        "CITRIX_SITES_P_MACHINES=CORP\\CTX-01\n", ", line 1: the backslash before C would be dropped"),
                variables("export CITRIX_POLL_INTERVAL=30s\n", ", line 1: the line begins with export"),
                variables("\uFEFFCITRIX_POLL_INTERVAL=30s\n", ": the file begins with a byte order mark"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void namesTheFileThePlaceAndTheFix(String name, byte[] content, String problem) throws IOException {
        Path file = Files.write(directory.resolve(name), content);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(file.toString())
                .contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "---\n",
                "\uFEFFcitrix:\r\n  sites: {}\r\n",
                "a: 1\n---\nb: 2\n",
                "a: &x {b: c}\nd:\n  <<: *x\n  e: *x\n",
                "citrix: {sites: {p: {machines: [007, 2024-01-01, 1:30, true, 'no'], inventory: {interval: off}}}}\n",
                "citrix: {sites: {p: {applications: yes}}}\n",
                "citrix: {web: {client-certificates: on}}\n",
                "citrix: {web: {open-health: no}}\n",
                "citrix: {demo: {enabled: yes}}\nquarkus: {http: {proxy: {proxy-address-forwarding: on}}}\n",
                "008: x\n"
            })
    void takesWhatIsReadAsItIsWritten(String yaml) throws IOException {
        Files.writeString(directory.resolve(YAML), yaml);

        assertThat(problems()).isEmpty();
    }

    /** Quoted, a flag would not be a truth value any more; any other text would become one. */
    @Test
    void takesYesForFlagsAndForWhatCanBeOffOnly() {
        List<String> keys = MappedKeys.defaults().keySet().stream()
                .filter(key -> YamlCheck.problems((key + ": yes\n").getBytes(StandardCharsets.UTF_8))
                        .isEmpty())
                .toList();

        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                MappedKeys.flags().stream(),
                                Stream.of("citrix.poll.interval", "citrix.sites.<name>.inventory.interval"))
                        .toList());
    }

    @Test
    void takesUtf16WithByteOrderMark() throws IOException {
        Files.writeString(directory.resolve(YAML), "citrix: {}\n", StandardCharsets.UTF_16);

        assertThat(problems()).isEmpty();
    }

    @Test
    void takesGoodPropertiesAndVariables() throws IOException {
        Files.writeString(
                directory.resolve(PROPERTIES),
                "a=CORP\\\\svc\n b : \\u00fc\\\n  x\n! C:\\x\nquarkus.log.console.format=%m\\n\n\n# x\\\nc=\\#\n");
        Files.writeString(directory.resolve(".env"), "PATH_OF_OTHERS=C:\\temp\nOTHER=1\nOTHER=2\nexport X=1\n");

        assertThat(problems()).isEmpty();
    }

    @Test
    void toleratesOtherProgramsVariablesInAnotherEncoding() throws IOException {
        Files.writeString(directory.resolve(".env"), "OTHER=ü\nCITRIX_X=1\n", StandardCharsets.ISO_8859_1);
        assertThat(problems()).isEmpty();

        Files.writeString(directory.resolve(".env"), "# ü\nCITRIX_X=ü\n", StandardCharsets.ISO_8859_1);
        assertThat(problems()).singleElement().asString().contains(".env, line 2: the text is not UTF-8 here");
    }

    @Test
    void findsWhatIsNoFile() throws Exception {
        Files.createDirectory(directory.resolve(YAML));
        Files.createSymbolicLink(directory.resolve(PROPERTIES), Path.of("nowhere"));
        int made = new ProcessBuilder(
                        "mkfifo", directory.resolve("config/application.yml").toString())
                .start()
                .waitFor();
        assertThat(made).isZero();

        assertThat(problems())
                .containsExactly(
                        directory.resolve("config/application.yml")
                                + ": there is application.yaml beside it; merge the two files",
                        directory.resolve(YAML)
                                + ": is a directory; put a file in its place (Docker creates a directory"
                                + " where the file to mount does not exist)",
                        directory.resolve("config/application.yml")
                                + ": is not a regular file; put a text file in its place",
                        directory.resolve(PROPERTIES) + ": the link leads to no file; fix the link");
    }

    @Test
    void findsAFileThatMayNotBeRead() throws IOException {
        Path file = Files.writeString(directory.resolve(YAML), "a: b\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();

        assertThat(problems())
                .containsExactly(file + ": the file cannot be read; allow the exporter's user to read it");
    }

    @Test
    void findsAFileInThePlaceOfTheFolder() throws IOException {
        Files.delete(directory.resolve("config"));
        Files.createFile(directory.resolve("config"));

        assertThat(problems())
                .containsExactly(directory.resolve("config")
                        + ": is not a directory; make it one, and put application.yaml" + " into it");
    }

    @Test
    void checksTheFilesOfActiveProfilesOnly() throws IOException {
        Files.writeString(directory.resolve("config/application-lab.yaml"), "a: *b\n");

        assertThat(problems()).isEmpty();
        assertThat(problems(Map.of("quarkus.profile", "prod,lab"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.config.locations", "smallrye.config.locations"})
    void checksLocations(String key) throws IOException {
        Files.writeString(directory.resolve("good.yaml"), "a: b\n");
        Files.writeString(directory.resolve("bad.properties"), "a=\\u1\n");
        Files.writeString(directory.resolve("x.conf"), "a=1\n");
        Files.createDirectory(directory.resolve("empty"));

        assertThat(problems(Map.of(key, "good.yaml, nowhere.yaml,bad.properties,x.conf,empty,C:\\x,https://x/y.yaml")))
                .containsExactly(
                        key + " = \"nowhere.yaml\": there is no such file or directory; create it or fix the path",
                        directory.resolve("bad.properties")
                                + ", line 1: a backslash before u begins a character code; double the backslash",
                        key + " = \"x.conf\": only .yaml, .yml and .properties files are read; rename the file",
                        key + " = \"empty\": the directory has no .yaml, .yml or .properties file that can be read",
                        key
                                + " = \"C:\\x\": write a path with / and without spaces, or a URI such as file:///C:/citrix");
    }

    @Test
    void findsMisplacedFiles() throws IOException {
        Files.createFile(directory.resolve("application.yaml"));
        Files.createFile(directory.resolve("config/application.yaml.txt"));
        Files.createFile(directory.resolve(YAML));

        assertThat(files(Map.of()).origin()).isEqualTo("""
                        The configuration was read from config/application.yaml in %1$s, and from the environment.
                        Not read: %1$s/application.yaml, %1$s/config/application.yaml.txt; move or rename it to\
                         config/application.yaml.""", directory);
    }

    @Test
    void acceptsTheExampleWithACaAndAProxy() throws IOException {
        String example = Files.readString(Path.of("src/main/packaging/config/example.yaml"));
        Files.writeString(directory.resolve(YAML), example.replaceAll("(?m)^# (quarkus:|  )", "$1"));

        assertThat(example).contains("# quarkus:\n#   tls:", "#   proxy:");
        assertThat(problems()).isEmpty();
    }

    private List<String> problems() {
        return problems(Map.of());
    }

    private List<String> problems(Map<String, String> settings) {
        return files(settings).problems();
    }

    private ConfigFiles files(Map<String, String> settings) {
        return new ConfigFiles(directory, settings::get);
    }

    private static String billionLaughs() {
        return "l0: &l0 [x, x]\n"
                + IntStream.range(1, 60)
                        .mapToObj(i -> "l%d: &l%d [*l%d, *l%d]\n".formatted(i, i, i - 1, i - 1))
                        .reduce("", String::concat);
    }

    private static Arguments yaml(String text, String problem) {
        return yaml(text, StandardCharsets.UTF_8, problem);
    }

    private static Arguments yaml(String text, Charset charset, String problem) {
        return arguments(YAML, text.getBytes(charset), problem);
    }

    private static Arguments properties(String text, String problem) {
        return properties(text, StandardCharsets.UTF_8, problem);
    }

    private static Arguments properties(String text, Charset charset, String problem) {
        return arguments(PROPERTIES, text.getBytes(charset), problem);
    }

    private static Arguments variables(String text, String problem) {
        return arguments(".env", text.getBytes(StandardCharsets.UTF_8), problem);
    }
}
