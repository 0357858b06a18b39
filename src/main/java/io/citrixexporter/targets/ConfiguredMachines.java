package io.citrixexporter.targets;

import io.citrixexporter.config.ExporterConfig.Site;
import io.citrixexporter.config.MachinesFile;
import io.citrixexporter.config.UnusableFileException;
import io.citrixexporter.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The configured machine names of a site: those of the configuration, and those of the machines file, which is reloaded
 * before each cycle if it has changed. A failed reload keeps the names of the last successful one.
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

    public ConfiguredMachines(Site site, TimeSource time) {
        this.site = site.name();
        this.configured = site.machines().orElse(List.of());
        this.file = site.machinesFile().map(MachinesFile::new);
        this.time = time;
        this.names = union();
        reload();
    }

    /** Reloads the machines file, if there is one and it has changed. Blocks on file I/O. */
    public void reload() {
        file.ifPresent(this::reload);
    }

    private void reload(MachinesFile known) {
        try {
            List<String> read = known.names();
            boolean failedBefore = status.filter(before -> !before.loaded()).isPresent();
            if (failedBefore || (status.isPresent() && !read.equals(fromFile))) {
                LOG.infof("%s: machines file reloaded, %d names", site, read.size());
            }
            if (failedBefore || !read.equals(fromFile)) {
                fromFile = read;
                names = union();
                status = Optional.of(new MachinesFileStatus(true, time.instant()));
            }
        } catch (UnusableFileException e) {
            if (status.map(MachinesFileStatus::loaded).orElse(true)) {
                LOG.warnf(
                        "%s: reload of machines file %s failed, keeping the previous names: %s",
                        site, known.path(), e.problem());
            }
            status = Optional.of(new MachinesFileStatus(
                    false, status.map(MachinesFileStatus::lastSuccess).orElse(Instant.EPOCH)));
        }
    }

    /** All names without duplicates, regardless of case; the same list until they change. */
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

    public Optional<MachinesFileStatus> fileStatus() {
        return status;
    }
}
