/** What executions may use, and what they used. */
@NullMarked
package dev.mplp.runtime.budget;

import org.jspecify.annotations.NullMarked;
