/** What replicas share on Redis. */
module dev.mplp.redis {
  requires transitive dev.mplp.api;
  requires lettuce.core;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.mplp.redis;

  provides dev.mplp.spi.SharedMemoryProvider with
      dev.mplp.redis.RedisMemoryProvider;
}
