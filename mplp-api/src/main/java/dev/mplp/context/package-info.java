/** Contexts: the scopes that everything else binds to. */
@NullMarked
package dev.mplp.context;

import org.jspecify.annotations.NullMarked;
