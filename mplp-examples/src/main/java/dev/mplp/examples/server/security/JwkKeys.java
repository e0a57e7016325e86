package dev.mplp.examples.server.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public keys that tokens are signed with.
 *
 * <ol>
 *   <li>They are read again in the background when they are no longer fresh.
 *   <li>A token that names an unknown key has them read at once, but no more often than every 30
 *       seconds: made-up names are no way to trouble the source.
 *   <li>While the source is away, the keys that are known count, for a day.
 * </ol>
 */
final class JwkKeys {

  /** How long the source is left alone after it was asked. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** The same while there are no keys at all. */
  static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  /** How long keys count that could not be read again. */
  static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration WARNING = Duration.ofMinutes(1);
  private static final String PART = "token-keys";
  private static final Logger LOG = LoggerFactory.getLogger(JwkKeys.class);
  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_CANDIDATES = 5;
  private static final int MOST_KEYS = 100;

  /** A caller who needs them waits for no longer: threads are few, and the source may hang. */
  private static final Duration WAIT = Duration.ofMillis(500);

  private final KeySource source;
  private final Clock clock;
  private volatile @Nullable Known known;
  private volatile @Nullable Instant asked;
  private volatile @Nullable Instant warned;
  private @Nullable CompletableFuture<Void> reading;

  /** Keys, and when they were read. */
  private record Known(List<JWK> keys, Instant at) {}

  JwkKeys(KeySource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * Keys that may have signed what has this header, the most likely ones.
   *
   * @throws AuthenticationUnavailableException when no keys are known
   */
  List<JWK> candidates(JWSHeader header) {
    Known current = known;
    if (current == null) {
      read();
    } else if (age(current.at).compareTo(source.freshness()) >= 0) {
      CompletableFuture<Void> unused = begin(); // the keys that are known count meanwhile
    }
    List<JWK> matching = matching(header);
    if (matching.isEmpty() && header.getKeyID() != null) {
      read();
      matching = matching(header);
    }
    return matching;
  }

  private Duration age(Instant at) {
    return Duration.between(at, clock.instant());
  }

  private List<JWK> matching(JWSHeader header) {
    Known current = known;
    if (current == null || age(current.at).compareTo(LONGEST) > 0) {
      throw new AuthenticationUnavailableException(
          "the keys that tokens are signed with cannot be read now; try again", null);
    }
    return current.keys.stream().filter(key -> fits(key, header)).limit(MOST_CANDIDATES).toList();
  }

  private static boolean fits(JWK key, JWSHeader header) {
    boolean rightKind =
        JWSAlgorithm.RS256.equals(header.getAlgorithm())
            ? key instanceof RSAKey
            : key instanceof ECKey;
    boolean rightName = header.getKeyID() == null || header.getKeyID().equals(key.getKeyID());
    boolean rightAlgorithm =
        key.getAlgorithm() == null || key.getAlgorithm().equals(header.getAlgorithm());
    return rightKind && rightName && rightAlgorithm;
  }

  /**
   * How the keys are. While they are missing or old it has them read again: a server that says that
   * it is not ready gets no requests, which would.
   *
   * @param isOnlyWay whether nobody gets in without them
   */
  Part health(boolean isOnlyWay) {
    Known current = known;
    if (current == null || age(current.at).compareTo(source.freshness()) >= 0) {
      CompletableFuture<Void> unused = begin();
    }
    if (current == null || age(current.at).compareTo(LONGEST) > 0) {
      return missing(isOnlyWay, "cannot be read");
    }
    if (current.keys.isEmpty()) {
      return missing(isOnlyWay, "are there, but none that can be used");
    }
    boolean isOld = age(current.at).compareTo(source.freshness().multipliedBy(2)) > 0;
    return new Part(
        PART,
        isOld ? Status.DEGRADED : Status.UP,
        current.keys.size()
            + " keys, read at "
            + current.at
            + (isOld ? "; they cannot be read again, and count for a day" : ""));
  }

  private Part missing(boolean isOnlyWay, String why) {
    return new Part(
        PART,
        isOnlyWay ? Status.DOWN : Status.DEGRADED,
        "the keys of tokens " + why + ": " + source + "; no token is good that they sign");
  }

  private boolean mayAsk() {
    Instant last = asked;
    Duration fresh = source.freshness().compareTo(PAUSE) < 0 ? source.freshness() : PAUSE;
    return last == null || age(last).compareTo(known == null ? FIRST_PAUSE : fresh) >= 0;
  }

  /** Has the keys read, unless that was done a moment ago, and waits for it, but not for long. */
  void read() {
    CompletableFuture<Void> read = begin();
    if (read == null) {
      return;
    }
    try {
      read.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("keys of tokens are not there yet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One reads for all; null when nobody is to. */
  private synchronized @Nullable CompletableFuture<Void> begin() {
    CompletableFuture<Void> current = reading;
    if (current != null && !current.isDone()) {
      return current;
    }
    if (!mayAsk()) {
      return null;
    }
    CompletableFuture<Void> next = new CompletableFuture<>();
    reading = next;
    asked = clock.instant();
    Thread thread = new Thread(() -> readFor(next), "mplp-token-keys");
    thread.setDaemon(true);
    thread.start();
    return next;
  }

  private void readFor(CompletableFuture<Void> waiting) {
    try {
      known = new Known(parse(source.read()), clock.instant());
    } catch (IOException | ParseException | RuntimeException e) {
      told("keys of tokens cannot be read from " + source + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.complete(null);
    }
  }

  /** Once a minute at most: while there are none they are read again every other second. */
  private void told(String trouble) {
    Instant last = warned;
    if (last == null || age(last).compareTo(WARNING) >= 0) {
      warned = clock.instant();
      LOG.warn("{}", trouble);
    } else {
      LOG.debug("{}", trouble);
    }
  }

  private static List<JWK> parse(String text) throws ParseException {
    List<JWK> keys = JWKSet.parse(text).toPublicJWKSet().getKeys();
    if (keys.size() > MOST_KEYS) {
      throw new ParseException("a set has at most " + MOST_KEYS + " keys", 0);
    }
    return keys.stream().filter(JwkKeys::isUsable).toList();
  }

  private static boolean isUsable(JWK key) {
    boolean forSigning =
        (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
            && (key.getKeyOperations() == null
                || key.getKeyOperations().contains(KeyOperation.VERIFY));
    boolean strong =
        key instanceof RSAKey
            ? key.size() >= LEAST_RSA_BITS
            : key instanceof ECKey curve && Curve.P_256.equals(curve.getCurve());
    return forSigning && strong;
  }
}
