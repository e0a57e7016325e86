package dev.mplp.examples.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.Principal;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers for a short time which tokens were good, as a public key costs much more than a look.
 * Tokens are known by their digests, so that how long a look takes tells nothing of them.
 */
final class VerifiedTokens {

  /** How long a token is still good whose key was withdrawn. */
  static final Duration REMEMBERED = Duration.ofSeconds(30);

  private static final int MOST = 10_000;

  private final Clock clock;

  /** The longest unused first; guarded by itself. */
  private final Map<ByteBuffer, Known> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
          return size() > MOST;
        }
      };

  VerifiedTokens(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is known of a good token.
   *
   * @param expires when it is no longer good, skew included
   */
  record Verified(Principal principal, Instant expires) {}

  private record Known(Principal principal, Instant until) {}

  private static ByteBuffer key(String token) {
    return ByteBuffer.wrap(Digests.sha256(token.getBytes(UTF_8)));
  }

  /** Whether a token was good when it was read last, however long ago. */
  boolean knows(String token) {
    ByteBuffer key = key(token);
    synchronized (entries) {
      return entries.containsKey(key);
    }
  }

  /** Until when what is known of a token is believed; now when nothing is. */
  Instant until(String token) {
    ByteBuffer key = key(token);
    synchronized (entries) {
      Known entry = entries.get(key);
      return entry == null ? clock.instant() : entry.until;
    }
  }

  /** Who a token is of: as remembered, or as it is read, which may refuse it. */
  Principal of(String token, Supplier<Verified> read) {
    ByteBuffer key = key(token);
    Instant now = clock.instant();
    synchronized (entries) {
      Known entry = entries.get(key);
      if (entry != null && now.isBefore(entry.until)) {
        return entry.principal;
      }
    }
    Verified verified;
    try {
      verified = read.get();
    } catch (UnauthenticatedException e) {
      synchronized (entries) {
        entries.remove(key);
      }
      throw e;
    }
    Instant until = now.plus(REMEMBERED);
    Instant earlier = verified.expires.isBefore(until) ? verified.expires : until;
    synchronized (entries) {
      entries.put(key, new Known(verified.principal, earlier));
    }
    return verified.principal;
  }
}
