/** The facade that a host holds, and the root of all errors. */
@NullMarked
package dev.mplp;

import org.jspecify.annotations.NullMarked;
