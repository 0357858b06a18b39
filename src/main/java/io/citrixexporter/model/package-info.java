/**
 * What Citrix says of machines and sessions, as pure values: no framework, no I/O, no JSON. Below every other package.
 */
@NullMarked
package io.citrixexporter.model;

import org.jspecify.annotations.NullMarked;
