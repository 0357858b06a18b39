/**
 * One cycle over a site's machines, and the job that starts it.
 */
@NullMarked
package io.citrixexporter.poll;

import org.jspecify.annotations.NullMarked;
