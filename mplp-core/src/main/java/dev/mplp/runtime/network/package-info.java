/** The Networks service, and nodes as documents beside a network. */
@NullMarked
package dev.mplp.runtime.network;

import org.jspecify.annotations.NullMarked;
