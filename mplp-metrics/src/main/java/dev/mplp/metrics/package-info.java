/** Micrometer meters of the runtime and of its storage; {@link dev.mplp.metrics.MeterNames}. */
@NullMarked
package dev.mplp.metrics;

import org.jspecify.annotations.NullMarked;
