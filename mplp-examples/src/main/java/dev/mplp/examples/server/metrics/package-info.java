/** Figures of the server for Prometheus: its own, those of the runtime and those of the JVM. */
@NullMarked
package dev.mplp.examples.server.metrics;

import org.jspecify.annotations.NullMarked;
