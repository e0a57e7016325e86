/** Cache, rate limits and presence on Redis; the adapter arrives in a later release. */
@NullMarked
package dev.mplp.redis;

import org.jspecify.annotations.NullMarked;
