/** Verdicts on documents, and the forms in which they are printed. */
@NullMarked
package dev.mplp.examples.cli.report;

import org.jspecify.annotations.NullMarked;
