/** The Dialogs service, and messages as items beside a dialog. */
@NullMarked
package dev.mplp.runtime.dialog;

import org.jspecify.annotations.NullMarked;
