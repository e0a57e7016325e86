package dev.mplp.examples.server.http;

import dev.mplp.model.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Something of which there is so much for all callers together, and less for one of them, so that
 * nobody keeps the others from it. Thread-safe.
 */
final class Share {

  private final String what;
  private final Semaphore left;
  private final int inAll;
  private final int ofOne;
  private final LongAdder refused = new LongAdder();
  private final Map<Principal, Integer> taken = new ConcurrentHashMap<>();

  /**
   * All of it is there.
   *
   * @param what it is, for messages, such as {@code exports}
   * @param inAll how much there is
   * @param ofOne how much of it one caller has at most
   */
  Share(String what, int inAll, int ofOne) {
    this.what = what;
    this.left = new Semaphore(inAll);
    this.inAll = inAll;
    this.ofOne = ofOne;
  }

  /**
   * Takes some, which {@link #giveBack} is to be told of.
   *
   * @throws RequestException when he has too much, or there is not as much left
   */
  void take(Principal caller, int many) {
    if (many == 0) {
      return;
    }
    Principal subject = Principal.of(caller.tenant(), caller.subject());
    if (taken.merge(subject, many, Integer::sum) > ofOne) {
      forget(subject, many);
      refused.increment();
      throw new RequestException(
              429, "RATE_LIMITED", "too many " + what + " of yours are under way here; end one")
          .with("Retry-After", "1");
    }
    if (!left.tryAcquire(many)) {
      forget(subject, many);
      refused.increment();
      throw Admission.busy("too many " + what + " are under way here; send this again in a moment");
    }
  }

  /**
   * Takes one for what begins.
   *
   * @return ends that
   * @throws RequestException as {@link #take}
   */
  Runnable begin(Principal caller) {
    take(caller, 1);
    return () -> giveBack(caller, 1);
  }

  /** Gives back what was taken, once. */
  void giveBack(Principal caller, int many) {
    forget(Principal.of(caller.tenant(), caller.subject()), many);
    left.release(many);
  }

  /** How much of it is taken. */
  int taken() {
    return inAll - left.availablePermits();
  }

  /** How often somebody got none. */
  long refused() {
    return refused.sum();
  }

  private void forget(Principal subject, int many) {
    taken.computeIfPresent(subject, (same, all) -> all == many ? null : all - many);
  }
}
