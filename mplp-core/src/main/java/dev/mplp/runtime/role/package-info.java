/** The Roles service. */
@NullMarked
package dev.mplp.runtime.role;

import org.jspecify.annotations.NullMarked;
