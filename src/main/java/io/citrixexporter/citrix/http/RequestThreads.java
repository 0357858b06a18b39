package io.citrixexporter.citrix.http;

import java.util.concurrent.Executor;

/**
 * The threads of requests and responses.
 *
 * @param eventLoops send requests; never blocked
 * @param workers read files and large responses
 */
public record RequestThreads(Executor eventLoops, Executor workers) {}
