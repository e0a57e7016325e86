/** Plans: steps, their order and their execution. */
@NullMarked
package dev.mplp.plan;

import org.jspecify.annotations.NullMarked;
