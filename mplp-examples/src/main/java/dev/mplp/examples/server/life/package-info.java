/** How the server begins and ends. */
@NullMarked
package dev.mplp.examples.server.life;

import org.jspecify.annotations.NullMarked;
