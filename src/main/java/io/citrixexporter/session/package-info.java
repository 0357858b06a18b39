/**
 * Sessions and their counts, as pure values: no framework, no I/O.
 */
@NullMarked
package io.citrixexporter.session;

import org.jspecify.annotations.NullMarked;
