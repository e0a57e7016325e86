/** What a runtime shares with others over the same storage, and how it goes on without it. */
@NullMarked
package dev.mplp.runtime.sharing;

import org.jspecify.annotations.NullMarked;
