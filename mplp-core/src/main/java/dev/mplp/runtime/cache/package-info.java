/** Looking at documents without asking the storage each time, and never seeing too old ones. */
@NullMarked
package dev.mplp.runtime.cache;

import org.jspecify.annotations.NullMarked;
