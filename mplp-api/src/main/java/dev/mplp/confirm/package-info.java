/** Confirms: approvals and their decisions. */
@NullMarked
package dev.mplp.confirm;

import org.jspecify.annotations.NullMarked;
