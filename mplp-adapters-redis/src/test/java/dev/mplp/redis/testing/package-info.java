/** Redis servers for tests. */
@NullMarked
package dev.mplp.redis.testing;

import org.jspecify.annotations.NullMarked;
