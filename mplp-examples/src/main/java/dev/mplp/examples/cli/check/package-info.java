/** Reads documents from files and streams and checks them. */
@NullMarked
package dev.mplp.examples.cli.check;

import org.jspecify.annotations.NullMarked;
