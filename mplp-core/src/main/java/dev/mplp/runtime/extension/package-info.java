/** The Extensions service. */
@NullMarked
package dev.mplp.runtime.extension;

import org.jspecify.annotations.NullMarked;
