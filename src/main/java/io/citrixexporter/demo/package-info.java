/**
 * A simulated Citrix site, for the first minute of every user, for screenshots and for benchmarks.
 *
 * <p>It is an HTTP server on the loopback interface that speaks the API of Citrix, so the exporter calls it like a real
 * site. Behind it is a model without any framework: the sessions of a machine are a function of the seed and the time.
 * Each user of a machine has a slot; a load curve and the random numbers of the slot say when its sessions start and end.
 * {@link io.citrixexporter.demo.DemoSite} starts and stops the server.
 */
@NullMarked
package io.citrixexporter.demo;

import org.jspecify.annotations.NullMarked;
