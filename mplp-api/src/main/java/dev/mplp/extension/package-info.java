/** Extensions: what the runtime can be extended by. */
@NullMarked
package dev.mplp.extension;

import org.jspecify.annotations.NullMarked;
