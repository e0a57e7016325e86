/** What the replicas of a runtime share on Redis; {@link dev.mplp.redis.RedisMemory}. */
@NullMarked
package dev.mplp.redis;

import org.jspecify.annotations.NullMarked;
