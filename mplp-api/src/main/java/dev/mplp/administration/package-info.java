/** What operators do: retention, erasure, and the record of every administrative act. */
@NullMarked
package dev.mplp.administration;

import org.jspecify.annotations.NullMarked;
