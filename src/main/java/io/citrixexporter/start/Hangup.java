package io.citrixexporter.start;

import java.lang.reflect.Proxy;
import org.jboss.logging.Logger;

/**
 * Keeps the program running on SIGHUP, with which services are asked to reload and which a closed terminal sends. There is
 * nothing to do: files are read again whenever they change.
 */
final class Hangup {
    private static final Logger LOG = Logger.getLogger(Hangup.class);

    private Hangup() {}

    /**
     * Logs the signal from now on, where the system has it. By reflection, since the compiler warns of {@code sun.misc} and
     * Java has no other way.
     */
    static void ignore() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object log = Proxy.newProxyInstance(
                    Hangup.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        LOG.info("SIGHUP: machines files, secret files and the users file are read again whenever they"
                                + " change; any other change takes a restart");
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), log);
        } catch (ReflectiveOperationException e) {
            LOG.debugf(e, "SIGHUP cannot be handled here");
        }
    }
}
