/** JSON text and lines of it. */
@NullMarked
package dev.mplp.examples.cli.json;

import org.jspecify.annotations.NullMarked;
