package io.citrixexporter.targets;

import io.citrixexporter.config.MachinesFile;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.config.UnusableFileException;
import io.citrixexporter.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The machines of a site that the user names: in the configuration, which stands, and in a file, which is looked at
 * before each cycle. A file that is of no use leaves the names that it held before.
 */
public final class ConfiguredMachines {
    private static final Logger LOG = Logger.getLogger(ConfiguredMachines.class);

    private final String site;
    private final List<String> configured;
    private final Optional<MachinesFile> file;
    private final TimeSource time;
    private List<String> fromFile = List.of();
    private List<String> names;
    private Optional<MachinesFileStatus> status = Optional.empty();

    public ConfiguredMachines(SiteSettings site, TimeSource time) {
        this.site = site.name();
        this.configured = site.machines();
        this.file = site.machinesFile().map(MachinesFile::new);
        this.time = time;
        this.names = union();
        look();
    }

    /** Looks at the file, if there is one. */
    public void look() {
        file.ifPresent(this::look);
    }

    private void look(MachinesFile known) {
        try {
            List<String> read = known.names();
            boolean wasBad = status.filter(before -> !before.good()).isPresent();
            if (wasBad || (status.isPresent() && !read.equals(fromFile))) {
                LOG.infof("%s: machines file read again, %d names", site, read.size());
            }
            if (wasBad || !read.equals(fromFile)) {
                fromFile = read;
                names = union();
                status = Optional.of(new MachinesFileStatus(true, time.instant()));
            }
        } catch (UnusableFileException e) {
            if (status.map(MachinesFileStatus::good).orElse(true)) {
                LOG.warnf(
                        "%s: machines file %s is of no use, the last names stay: %s", site, known.path(), e.problem());
            }
            status = Optional.of(new MachinesFileStatus(
                    false, status.map(MachinesFileStatus::lastSuccess).orElse(Instant.EPOCH)));
        }
    }

    /** All names, none twice in any case; the same list until they change. */
    public List<String> names() {
        return names;
    }

    private List<String> union() {
        TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<String> all = new ArrayList<>();
        configured.stream().filter(seen::add).forEach(all::add);
        fromFile.stream().filter(seen::add).forEach(all::add);
        return List.copyOf(all);
    }

    /** How the file fared, if there is one. */
    public Optional<MachinesFileStatus> fileStatus() {
        return status;
    }
}
