/** A trip that is booked step by step, and given back when it cannot be paid for. */
@NullMarked
package dev.mplp.examples.compensation;

import org.jspecify.annotations.NullMarked;
