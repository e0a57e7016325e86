/** Who is calling: tokens, keys of programs, and what is refused. */
@NullMarked
package dev.mplp.examples.server.security;

import org.jspecify.annotations.NullMarked;
