/** Collabs: sessions of several participants. */
@NullMarked
package dev.mplp.collab;

import org.jspecify.annotations.NullMarked;
