package io.citrixexporter.start;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the program. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        Quarkus.run(Exporter.class, Main::ended, args);
    }

    private static void ended(int status, @Nullable Throwable failure) {
        if (failure != null) {
            new StartFailure(Path.of("").toAbsolutePath())
                    .explained(failure)
                    .ifPresentOrElse(Main::tell, () -> Logger.getLogger(Main.class)
                            .error("The exporter did not start", failure));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status, failure);
    }

    /** To the error stream, since the log may not work yet. */
    @SuppressWarnings("SystemOut")
    private static void tell(String explanation) {
        System.err.println(explanation);
    }
}
