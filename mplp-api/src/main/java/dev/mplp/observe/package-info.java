/** What a host can watch. */
@NullMarked
package dev.mplp.observe;

import org.jspecify.annotations.NullMarked;
