/** A step that is not begun before somebody approved exactly what it is about to do. */
@NullMarked
package dev.mplp.examples.approval;

import org.jspecify.annotations.NullMarked;
