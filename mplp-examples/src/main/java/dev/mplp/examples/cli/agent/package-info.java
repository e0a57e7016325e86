/** Handlers of the command line: one that echoes, one that runs a program. */
@NullMarked
package dev.mplp.examples.cli.agent;

import org.jspecify.annotations.NullMarked;
