/** What the records of the log hold, and what they look like on the wire. */
@NullMarked
package dev.mplp.runtime.event;

import org.jspecify.annotations.NullMarked;
