/** The Contexts service, and what a Context's status does to its executions. */
@NullMarked
package dev.mplp.runtime.context;

import org.jspecify.annotations.NullMarked;
