/**
 * The job that starts a cycle for each site, and the cycle itself: login, poll targets, polls, snapshot.
 */
@NullMarked
package io.citrixexporter.poll;

import org.jspecify.annotations.NullMarked;
