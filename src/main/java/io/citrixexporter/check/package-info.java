/** The command {@code check}: tries the configuration on each site, with the clients that poll it. */
@NullMarked
package io.citrixexporter.check;

import org.jspecify.annotations.NullMarked;
