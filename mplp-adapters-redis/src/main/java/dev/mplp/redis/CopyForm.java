package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.CachedDocument;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;

/**
 * How copies and leases are written, and the scripts that put them in their place: {@code L} and
 * the token of a lease, or {@code V}, order, version and body.
 */
final class CopyForm {

  private static final int HEAD = 1 + Long.BYTES + Long.BYTES;
  private static final byte COPY = 'V';
  static final long LEASED = 1;
  static final long LOADING = 2;

  static final Script LOOK =
      new Script(
          """
          local there = redis.call('GET', KEYS[1])
          if not there then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return {1}
          elseif string.sub(there, 1, 1) == 'L' then
            return {2}
          else
            return {3, redis.call('PTTL', KEYS[1]), there}
          end
          """);

  static final Script RENEW =
      new Script(
          """
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          return {1}
          """);

  static final Script FILL =
      new Script(
          """
          if redis.call('GET', KEYS[1]) ~= ARGV[1] then
            return {0}
          end
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return {1}
          """);

  static final Script RELEASE =
      new Script(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then
            redis.call('DEL', KEYS[1])
          end
          return {1}
          """);

  private CopyForm() {}

  /** Whether it was put there by this library. */
  static boolean isCopy(byte[] value) {
    return value.length >= HEAD && value[0] == COPY;
  }

  /** Tells a lease from all others. */
  static String token() {
    return 'L' + UUID.randomUUID().toString();
  }

  static byte[] millis(Duration time) {
    return String.valueOf(Math.max(1, time.toMillis())).getBytes(UTF_8);
  }

  static byte[] value(CachedDocument copy) {
    return ByteBuffer.allocate(HEAD + copy.body().length)
        .put(COPY)
        .putLong(copy.order())
        .putLong(copy.version())
        .put(copy.body())
        .array();
  }

  static CachedDocument copy(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value, 1, value.length - 1);
    long order = buffer.getLong();
    long version = buffer.getLong();
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    return new CachedDocument(order, version, body);
  }
}
