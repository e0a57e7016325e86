/** Checks shared by the protocol's records; not exported. */
@NullMarked
package dev.mplp.internal;

import org.jspecify.annotations.NullMarked;
