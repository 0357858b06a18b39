/**
 * What is published: metrics and health. Reads snapshots and hears of cycles and calls; calls nobody.
 */
@NullMarked
package io.citrixexporter.exposition;

import org.jspecify.annotations.NullMarked;
