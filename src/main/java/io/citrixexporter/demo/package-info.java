/**
 * A simulated Citrix site, for the first minute of every user, for screenshots and for benchmarks.
 *
 * <p>It is an HTTP server on the loopback interface that speaks the API of Citrix, so the exporter reaches
 * it as to a real site. The model behind it knows no framework: what there is on a machine is a function of the seed, the
 * machine and the time. {@link io.citrixexporter.demo.DemoSite} starts and stops it.
 */
@NullMarked
package io.citrixexporter.demo;

import org.jspecify.annotations.NullMarked;
