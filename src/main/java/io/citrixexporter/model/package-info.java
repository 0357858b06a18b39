/**
 * Machines and sessions as Citrix reports them, as pure values: no framework, no I/O, no JSON. Depends on no other package.
 */
@NullMarked
package io.citrixexporter.model;

import org.jspecify.annotations.NullMarked;
