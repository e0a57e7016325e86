/** The command line: validate documents, check invariants, run a flow. */
@NullMarked
package dev.mplp.examples.cli;

import org.jspecify.annotations.NullMarked;
