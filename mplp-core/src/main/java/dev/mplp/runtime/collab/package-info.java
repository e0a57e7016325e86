/** The Collabs service. */
@NullMarked
package dev.mplp.runtime.collab;

import org.jspecify.annotations.NullMarked;
