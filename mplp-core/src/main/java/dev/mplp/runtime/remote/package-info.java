/** Steps that agents in other processes do: what is sent to them, and what comes of it. */
@NullMarked
package dev.mplp.runtime.remote;

import org.jspecify.annotations.NullMarked;
