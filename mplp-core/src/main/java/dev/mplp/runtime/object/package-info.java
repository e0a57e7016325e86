/** What the services of all modules have in common: callers, objects stored whole, lists. */
@NullMarked
package dev.mplp.runtime.object;

import org.jspecify.annotations.NullMarked;
