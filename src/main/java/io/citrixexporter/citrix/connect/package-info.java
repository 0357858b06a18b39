/**
 * The way to a server: its address and proxy, the REST clients with their TLS and HTTP options, the event loops of the
 * requests, and the certificates that servers send.
 */
@NullMarked
package io.citrixexporter.citrix.connect;

import org.jspecify.annotations.NullMarked;
