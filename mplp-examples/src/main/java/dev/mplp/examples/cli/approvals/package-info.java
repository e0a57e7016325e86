/** The commands that let people decide on approvals that wait in a database. */
@NullMarked
package dev.mplp.examples.cli.approvals;

import org.jspecify.annotations.NullMarked;
