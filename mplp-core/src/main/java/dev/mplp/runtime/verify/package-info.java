/** Whether what is stored of a Context holds together, and what its log tells of it. */
@NullMarked
package dev.mplp.runtime.verify;

import org.jspecify.annotations.NullMarked;
