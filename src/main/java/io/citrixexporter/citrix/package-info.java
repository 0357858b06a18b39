/**
 * The only door to Citrix's REST API: signing in, the calls, and what their errors mean.
 *
 * <p>{@link io.citrixexporter.citrix.CitrixClient} speaks for one site; everything that can go wrong leaves it as a
 * {@link io.citrixexporter.citrix.CitrixException} with its {@link io.citrixexporter.citrix.Reason}.
 */
@NullMarked
package io.citrixexporter.citrix;

import org.jspecify.annotations.NullMarked;
