package dev.mplp.redis;

import dev.mplp.spi.RateLimiter;
import java.util.List;

/**
 * Limits by one script on the server's clock. Under each key is the time, in microseconds, at which
 * the burst is whole again; the key is gone when that time has come. A time that lies farther ahead
 * than a whole burst (the clock was put back) counts as one that does not.
 */
final class RedisRateLimiter implements RateLimiter {

  private static final Script TAKE =
      new Script(
          """
          local clock = redis.call('TIME')
          local now = clock[1] * 1000000 + clock[2]
          local interval = tonumber(ARGV[1])
          local capacity = tonumber(ARGV[2])
          local before = tonumber(redis.call('GET', KEYS[1]) or now)
          before = math.min(math.max(before, now), now + capacity)
          local after = before + interval * tonumber(ARGV[3])
          local wait = math.max(0, after - capacity - now)
          if wait > 0 then
            return {0, math.floor((capacity - (before - now)) / interval), wait, before - now}
          end
          local millis = math.max(1, math.ceil((after - now) / 1000))
          redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', millis)
          return {1, math.floor((capacity - (after - now)) / interval), 0, after - now}
          """);

  private final Calls calls;
  private final String prefix;

  RedisRateLimiter(Link link) {
    this.calls = link.calls();
    this.prefix = link.prefix() + "rate:";
  }

  @Override
  public Decision take(String key, Rate rate, int cost) {
    RateLimiter.check(key, rate, cost);
    List<Object> answer =
        TAKE.call(
            calls,
            new String[] {prefix + key},
            Long.toString(rate.interval()),
            Long.toString(rate.capacity()),
            Integer.toString(cost));
    return Decision.ofMicros(
        (Long) answer.get(0) == 1,
        (Long) answer.get(1),
        (Long) answer.get(2),
        (Long) answer.get(3));
  }
}
