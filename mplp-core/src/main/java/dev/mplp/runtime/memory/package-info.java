/**
 * Storage in memory: the default, for unit tests, first tries and hosts that need no durability.
 */
@NullMarked
package dev.mplp.runtime.memory;

import org.jspecify.annotations.NullMarked;
