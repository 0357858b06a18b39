/** The wall clock for people, the monotonic clock for durations and deadlines. */
@NullMarked
package io.citrixexporter.time;

import org.jspecify.annotations.NullMarked;
