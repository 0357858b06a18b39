/**
 * A response of the API read and judged: parsers, errors and their reasons, deadlines, limits of bodies.
 */
@NullMarked
package io.citrixexporter.citrix.http;

import org.jspecify.annotations.NullMarked;
