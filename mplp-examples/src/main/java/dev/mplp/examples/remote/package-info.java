/** An agent that does steps in a process of its own. */
@NullMarked
package dev.mplp.examples.remote;

import org.jspecify.annotations.NullMarked;
