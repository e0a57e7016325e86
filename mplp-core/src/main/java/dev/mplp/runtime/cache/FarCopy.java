package dev.mplp.runtime.cache;

import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.ObjectCache.Answer;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A copy as it is in the shared cache: with how long whoever put it there keeps copies and leases,
 * since what is found may be from a process with other limits than ours.
 *
 * <p>Its body is {@code P} for plain, those two in milliseconds with four bytes each, then the
 * document's.
 *
 * @param document without all that
 * @param age so long ago it was read from the storage at most
 * @param left so long it counts here at most
 */
record FarCopy(CachedDocument document, Duration age, Duration left) {

  private static final byte PLAIN = 'P';

  /** So much longer than the document's body it is. */
  static final int HEAD = 1 + Integer.BYTES + Integer.BYTES;

  /** What is put into the shared cache. */
  static CachedDocument of(CachedDocument document, CacheLimits limits) {
    return document.withBody(
        ByteBuffer.allocate(HEAD + document.body().length)
            .put(PLAIN)
            .putInt((int) limits.keep().toMillis())
            .putInt((int) limits.lease().toMillis())
            .put(document.body())
            .array());
  }

  /** What was found there; null when it is in another form, or older than copies become here. */
  static @Nullable FarCopy read(Answer.Found found, CacheLimits limits) {
    byte[] value = found.copy().body();
    if (value.length < HEAD || value[0] != PLAIN) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(value, 1, value.length - 1);
    Duration kept = Duration.ofMillis(buffer.getInt());
    Duration leased = Duration.ofMillis(buffer.getInt());
    Duration filled = kept.minus(found.left());
    Duration age = (filled.isNegative() ? Duration.ZERO : filled).plus(leased);
    Duration most = limits.keep().plus(limits.lease()).minus(age);
    Duration left = found.left().compareTo(most) < 0 ? found.left() : most;
    if (left.isNegative() || left.isZero()) {
      return null;
    }
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    return new FarCopy(found.copy().withBody(body), age, left);
  }
}
