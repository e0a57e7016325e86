/** Runs the plans of a flow folder, shows how it goes on and writes what came of it. */
@NullMarked
package dev.mplp.examples.cli.run;

import org.jspecify.annotations.NullMarked;
