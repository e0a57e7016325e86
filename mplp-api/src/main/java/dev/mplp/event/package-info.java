/** Events in their wire shapes: inline, observability, profile, integration. */
@NullMarked
package dev.mplp.event;

import org.jspecify.annotations.NullMarked;
