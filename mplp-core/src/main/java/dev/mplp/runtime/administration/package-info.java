/** Retention, and the record of administrative acts. */
@NullMarked
package dev.mplp.runtime.administration;

import org.jspecify.annotations.NullMarked;
