/** Micrometer meters of the runtime; the listener arrives in a later release. */
@NullMarked
package dev.mplp.metrics;

import org.jspecify.annotations.NullMarked;
