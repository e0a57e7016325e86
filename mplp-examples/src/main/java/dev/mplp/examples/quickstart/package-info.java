/** The shortest way from nothing to a plan that has run. */
@NullMarked
package dev.mplp.examples.quickstart;

import org.jspecify.annotations.NullMarked;
