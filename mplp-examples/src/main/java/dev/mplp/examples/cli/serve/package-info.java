/** The server and what belongs to it: starting, asking how it is, tokens and keys. */
@NullMarked
package dev.mplp.examples.cli.serve;

import org.jspecify.annotations.NullMarked;
