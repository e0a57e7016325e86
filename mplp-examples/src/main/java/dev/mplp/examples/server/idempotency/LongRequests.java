package dev.mplp.examples.server.idempotency;

import dev.mplp.MplpException;
import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter.Next;
import dev.mplp.examples.server.idempotency.Outcomes.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests with a key that take their time and many commits, and do no harm when they are made
 * again.
 *
 * <ol>
 *   <li>That one was begun is noted in the commit of what it changes first, as of any other.
 *   <li>While it goes on, the note is dated anew every 5 seconds. So another replica knows that it
 *       is under way, and that it was broken off when the note is older than {@link #SILENCE}: then
 *       the same request begins again. Whoever dates the note first does it.
 *   <li>Its answer is kept with the note. When it fails here the note is taken away, and the same
 *       request begins anew at once.
 * </ol>
 *
 * <p>Clocks of replicas may differ by some seconds. Thread-safe.
 */
final class LongRequests implements AutoCloseable {

  /** For so long without a sign one is taken to be under way. */
  static final Duration SILENCE = Duration.ofSeconds(20);

  /** So many are given in that time. */
  private static final int SIGNS = 4;

  /** Milliseconds between tries to take a note away. */
  private static final long REST = 200;

  private final Outcomes outcomes;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LongRequests::thread);

  private final Set<BegunRequest> underWay = ConcurrentHashMap.newKeySet();

  LongRequests(Outcomes outcomes, Clock clock) {
    this.outcomes = outcomes;
    this.clock = clock;
    long pause = SILENCE.toMillis() / SIGNS;
    var unused =
        thread.scheduleWithFixedDelay(this::giveSigns, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Says that those are still at work which are. */
  void giveSigns() {
    underWay.forEach(begun -> begun.dateAnew(clock.instant()));
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "mplp-long-requests");
    thread.setDaemon(true);
    return thread;
  }

  /** Whether a request was noted that has been broken off. */
  boolean mayBeginAgain(RequestKey request, Outcome noted) {
    return noted.answer() == null
        && noted.fingerprint().equals(request.fingerprint())
        && noted.at().plus(SILENCE).isBefore(clock.instant());
  }

  /**
   * Makes the call, from its beginning.
   *
   * @param before what was noted when it was broken off, null when it was not
   */
  Answer carryOut(Exchange exchange, Next next, RequestKey request, @Nullable Stored before) {
    Instant now = clock.instant();
    BegunRequest begun;
    if (before == null) {
      MarkedStorage seen = outcomes.marking(request, now);
      exchange.over(seen);
      begun = BegunRequest.first(outcomes, request, seen, now);
    } else {
      Outcome anew = before.outcome().at(now);
      if (!outcomes.keep(request, before.version(), anew, null)) {
        throw Answers.underWay();
      }
      begun = BegunRequest.again(outcomes, request, anew, before.version() + 1);
    }
    underWay.add(begun);
    try {
      Answer answer = next.go();
      begun.ended(answer.status() < 400 ? Answers.kept(answer) : null);
      return answer;
    } catch (KeyTakenException e) {
      throw Answers.underWay();
    } catch (MplpException e) {
      begun.ended(Answers.refusal(e, exchange));
      throw e;
    } finally {
      underWay.remove(begun);
      forget(begun, SILENCE.toMillis() / REST);
    }
  }

  /** Takes the note away unless there is an answer; while the storage is away, a little later. */
  private void forget(BegunRequest begun, long tries) {
    if (!begun.forget() && tries > 0 && !thread.isShutdown()) {
      var unused = thread.schedule(() -> forget(begun, tries - 1), REST, TimeUnit.MILLISECONDS);
    }
  }

  /** Gives no more signs. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
