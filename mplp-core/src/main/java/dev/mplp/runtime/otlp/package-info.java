/** Sends Traces that ended to a collector of OpenTelemetry. */
@NullMarked
package dev.mplp.runtime.otlp;

import org.jspecify.annotations.NullMarked;
