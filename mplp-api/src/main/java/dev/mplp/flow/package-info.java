/** A flow: the objects of one piece of work together, as files hold them. */
@NullMarked
package dev.mplp.flow;

import org.jspecify.annotations.NullMarked;
