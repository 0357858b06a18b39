/**
 * The configuration: the mapping of its keys and their checks.
 *
 * <p>Nothing downstream sees unchecked values of {@code citrix.*}. {@link io.citrixexporter.config.ConfigLoader} turns it into the
 * immutable {@link io.citrixexporter.config.Settings}, or reports everything that is wrong with it at once.
 */
@NullMarked
package io.citrixexporter.config;

import org.jspecify.annotations.NullMarked;
