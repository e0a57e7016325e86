/** Roles: who may do what. */
@NullMarked
package dev.mplp.role;

import org.jspecify.annotations.NullMarked;
