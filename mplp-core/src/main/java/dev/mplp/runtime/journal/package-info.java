/** What is recorded once and never changed: integration events, learning samples. */
@NullMarked
package dev.mplp.runtime.journal;

import org.jspecify.annotations.NullMarked;
