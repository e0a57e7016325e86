/** The Learning service, and what executions teach. */
@NullMarked
package dev.mplp.runtime.learning;

import org.jspecify.annotations.NullMarked;
