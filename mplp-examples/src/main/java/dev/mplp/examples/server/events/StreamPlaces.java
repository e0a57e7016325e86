package dev.mplp.examples.server.events;

import dev.mplp.examples.server.http.RequestException;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Places for streams. The last quarter of them is for tenants that have less than a quarter, so
 * that no tenant takes all. Thread-safe.
 */
final class StreamPlaces {

  private static final int SHARES = 4;

  private final StreamLimits limits;
  private final int share;
  private final AtomicInteger taken = new AtomicInteger();
  private final Map<Tenant, Integer> ofTenants = new ConcurrentHashMap<>();
  private final Map<Principal, Integer> ofSubjects = new ConcurrentHashMap<>();

  StreamPlaces(StreamLimits limits) {
    this.limits = limits;
    this.share = limits.inAll() / SHARES;
  }

  /**
   * Takes a place for a subject.
   *
   * @throws RequestException when there is none for it
   */
  void take(Principal subject) {
    int inAll = taken.incrementAndGet();
    int ofTenant = ofTenants.merge(subject.tenant(), 1, Integer::sum);
    int ofSubject = ofSubjects.merge(subject, 1, Integer::sum);
    if (inAll > limits.inAll()) {
      giveBack(subject);
      throw refused(503, "this replica has as many streams as it takes; try again");
    }
    if (inAll > limits.inAll() - share && ofTenant > share) {
      giveBack(subject);
      throw refused(429, "this replica has few streams left, which are for other tenants");
    }
    if (ofSubject > limits.ofSubject()) {
      giveBack(subject);
      throw refused(
          429, "at most " + limits.ofSubject() + " streams of one caller at once; end one of them");
    }
  }

  private static RequestException refused(int status, String detail) {
    return new RequestException(status, "TOO_MANY_STREAMS", detail).with("Retry-After", "5");
  }

  /** Gives a place back. */
  void giveBack(Principal subject) {
    taken.decrementAndGet();
    oneLess(ofTenants, subject.tenant());
    oneLess(ofSubjects, subject);
  }

  private static <K> void oneLess(Map<K, Integer> numbers, K key) {
    numbers.computeIfPresent(key, (any, number) -> number == 1 ? null : number - 1);
  }

  /** How many are taken. */
  int taken() {
    return taken.get();
  }
}
