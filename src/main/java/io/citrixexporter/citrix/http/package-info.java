/**
 * Reads responses of the API: bodies and their limit, parsers, errors and their reasons.
 */
@NullMarked
package io.citrixexporter.citrix.http;

import org.jspecify.annotations.NullMarked;
