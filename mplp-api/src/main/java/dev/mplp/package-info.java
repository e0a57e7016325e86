/** Where a host starts. */
@NullMarked
package dev.mplp;

import org.jspecify.annotations.NullMarked;
