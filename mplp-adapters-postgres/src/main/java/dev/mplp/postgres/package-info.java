/** Durable storage on PostgreSQL. */
@NullMarked
package dev.mplp.postgres;

import org.jspecify.annotations.NullMarked;
