/** PostgreSQL for tests, of this module and of others: the test jar {@code testing}. */
@NullMarked
package dev.mplp.postgres.testing;

import org.jspecify.annotations.NullMarked;
