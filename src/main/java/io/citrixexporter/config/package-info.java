/**
 * What the user configured: the catalogue of keys, and the settings read from them.
 *
 * <p>Nothing downstream sees raw configuration. {@link io.citrixexporter.config.SettingsReader} turns it into the
 * immutable {@link io.citrixexporter.config.Settings}, or reports everything that is wrong with it at once.
 */
@NullMarked
package io.citrixexporter.config;

import org.jspecify.annotations.NullMarked;
