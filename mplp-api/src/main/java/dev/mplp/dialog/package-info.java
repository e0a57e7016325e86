/** Dialogs: messages of one thread, in order. */
@NullMarked
package dev.mplp.dialog;

import org.jspecify.annotations.NullMarked;
