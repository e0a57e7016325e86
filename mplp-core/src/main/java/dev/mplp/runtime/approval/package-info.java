/** The rules of approvals as pure functions: what follows from an act, or from time. */
@NullMarked
package dev.mplp.runtime.approval;

import org.jspecify.annotations.NullMarked;
