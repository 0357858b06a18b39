package io.citrixexporter.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A file with users and their password hashes, in the format of the Prometheus exporter-toolkit: {@code basic_auth_users},
 * a mapping of user names to bcrypt hashes, as {@code htpasswd -nBC 10 ""} prints them.
 *
 * @param path where it is
 * @see <a href="https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md">web configuration</a>
 */
public record UsersFile(Path path) {
    private static final String USERS = "basic_auth_users";
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$(0[4-9]|1[0-9])\\$[./0-9A-Za-z]{53}");

    /**
     * The bcrypt hashes of all users by user name.
     *
     * @throws UnusableFileException if the file cannot be read, or anything in it is wrong
     */
    public Map<String, String> hashes() throws UnusableFileException {
        if (!(parsed() instanceof Map<?, ?> file)) {
            throw new UnusableFileException("not a mapping; write " + USERS + ": with a line for each user below it");
        }
        for (Object key : file.keySet()) {
            if (!USERS.equals(key)) {
                throw new UnusableFileException(
                        "\"%s\" is not supported here, only %s is; configure TLS with quarkus.tls"
                                .formatted(Problems.printable(String.valueOf(key)), USERS));
            }
        }
        if (!(file.get(USERS) instanceof Map<?, ?> users) || users.isEmpty()) {
            throw new UnusableFileException("no users; write a line for each user below " + USERS + ":");
        }
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<?, ?> user : users.entrySet()) {
            String name = String.valueOf(user.getKey());
            if (name.isEmpty() || name.contains(":")) {
                throw new UnusableFileException("a user name is empty or has a colon; choose another name");
            }
            if (!(user.getValue() instanceof String hash)
                    || !BCRYPT.matcher(hash).matches()) {
                throw new UnusableFileException(
                        "user \"%s\" has no bcrypt hash with a cost of 4 to 19; make one with htpasswd -nBC 10 \"\""
                                .formatted(Problems.printable(name)));
            }
            hashes.put(name, hash);
        }
        return hashes;
    }

    private Object parsed() throws UnusableFileException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(TimedFileReader.read(path));
        } catch (IOException e) {
            throw new UnusableFileException("the file cannot be read, or is not UTF-8");
        } catch (YAMLException e) {
            // Its message shows the line, which may hold a hash.
            throw new UnusableFileException("not valid YAML; check indentation, quotes and duplicate names");
        }
    }
}
