/** How the services keep things: kinds of documents, commits that are repeated, stored plans. */
@NullMarked
package dev.mplp.runtime.store;

import org.jspecify.annotations.NullMarked;
