package io.citrixexporter.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jboss.logging.Logger;

/** Who can read a file with secrets. */
final class FileAccess {
    private static final Logger LOG = Logger.getLogger(FileAccess.class);

    private FileAccess() {}

    /**
     * Logs a warning if others can read a file, where the file system has POSIX permissions. The group may read a file of
     * another owner: without that, the exporter could not read it either.
     */
    static void warnIfShared(String key, Path file) {
        PosixFileAttributes attributes;
        try {
            attributes = TimedFileReader.call(file, () -> Files.readAttributes(file, PosixFileAttributes.class));
        } catch (IOException e) {
            // No POSIX permissions; what else is wrong with the file is reported where it is read.
            return;
        }
        boolean own = attributes.owner().getName().equals(System.getProperty("user.name"));
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || (own && permissions.contains(PosixFilePermission.GROUP_READ))) {
            LOG.warnf("%s: other users can read %s; restrict it with chmod %s", key, file, own ? "600" : "640");
        }
    }
}
