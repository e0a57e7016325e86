package dev.mplp.examples.server.idempotency;

import dev.mplp.MplpException;
import dev.mplp.examples.server.idempotency.Outcome.Kept;
import dev.mplp.examples.server.idempotency.Outcomes.Stored;
import dev.mplp.spi.ChangeSet;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is noted of a long request that is carried out here. Thread-safe. */
final class BegunRequest {

  private static final Logger LOG = LoggerFactory.getLogger(BegunRequest.class);

  private final Outcomes outcomes;
  private final RequestKey request;
  private final Supplier<@Nullable Outcome> noted;
  private long version;
  private boolean hasEnded;

  private BegunRequest(
      Outcomes outcomes, RequestKey request, Supplier<@Nullable Outcome> noted, long version) {
    this.outcomes = outcomes;
    this.request = request;
    this.noted = noted;
    this.version = version;
  }

  /** One that is noted with what it changes first. */
  static BegunRequest first(Outcomes outcomes, RequestKey request, MarkedStorage seen, Instant at) {
    Supplier<@Nullable Outcome> noted =
        () -> {
          ChangeSet first = seen.first();
          return first == null ? null : Outcome.of(at, request.fingerprint(), first);
        };
    return new BegunRequest(outcomes, request, noted, 1);
  }

  /** One that was noted before, at this version. */
  static BegunRequest again(Outcomes outcomes, RequestKey request, Outcome noted, long version) {
    return new BegunRequest(outcomes, request, () -> noted, version);
  }

  /** It still goes on. */
  synchronized void dateAnew(Instant now) {
    Outcome outcome = noted.get();
    if (hasEnded || outcome == null) {
      return;
    }
    try {
      if (outcomes.keep(request, version, outcome.at(now), null)) {
        version++;
      }
    } catch (RuntimeException e) {
      LOG.debug("that a request still goes on is told later", e);
    }
  }

  /**
   * It has come to its end.
   *
   * @param answer null when none is to be given again
   */
  synchronized void ended(@Nullable Kept answer) {
    Outcome outcome = noted.get();
    if (outcome == null || answer == null) {
      return;
    }
    outcomes.keepOrTell(request, version, outcome, answer);
    hasEnded = true;
  }

  /** Takes away what was noted without an answer; false when that is to be tried again. */
  synchronized boolean forget() {
    Outcome outcome = noted.get();
    if (hasEnded || outcome == null) {
      hasEnded = true;
      return true;
    }
    try {
      outcomes.remove(new Stored(request.document(), version, outcome));
      hasEnded = true;
      return true;
    } catch (MplpException e) {
      LOG.debug("what was noted of a request is taken away later", e);
      return false;
    }
  }
}
