package dev.mplp.examples.server.idempotency;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.RateLimitedException;
import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import dev.mplp.examples.server.http.RequestException;
import dev.mplp.examples.server.http.Route;
import dev.mplp.examples.server.idempotency.Outcome.Kept;
import dev.mplp.examples.server.idempotency.Outcomes.Stored;
import dev.mplp.model.Principal;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests with an {@code Idempotency-Key} out once, whoever of the replicas gets them and
 * wherever one of them dies. Thread-safe.
 *
 * <ol>
 *   <li>What a request changes first is committed together with a note that it was carried out, see
 *       {@link MarkedStorage}; of all requests of one key of a caller one gets that far.
 *   <li>Its answer is kept beside the note, in a commit of its own. The same request gets it again.
 *   <li>When the replica dies between the two, the same request is answered by what it made or
 *       changed as that is then, see {@link Shown}.
 *   <li>A request that changed nothing leaves nothing behind, whether it was refused or not: it can
 *       be repeated. One that was refused after it had changed something is refused again.
 *   <li>A request that takes its time, such as erasing and sweeping, begins again when it was
 *       broken off, see {@link LongRequests}.
 *   <li>Whoever gets an answer again must still be allowed to make the request.
 * </ol>
 */
public final class Idempotency implements Filter, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final String HEADER = Answers.HEADER;
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /** For so long a request without an answer is taken to be under way. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(3);

  private final Mplp mplp;
  private final Outcomes outcomes;
  private final RemoveOutcomes removal;
  private final Duration keep;
  private final Clock clock;
  private final LongRequests longRequests;
  private final Set<DocumentKey> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Keeps outcomes until it is closed.
   *
   * @param mplp the runtime
   * @param storage that the runtime was given, which stays open
   * @param cipher of the runtime, null for none
   * @param keep for how long an answer is given again
   */
  public Idempotency(Mplp mplp, Storage storage, @Nullable PayloadCipher cipher, Duration keep) {
    this(mplp, storage, cipher, keep, Clock.systemUTC());
  }

  Idempotency(
      Mplp mplp, Storage storage, @Nullable PayloadCipher cipher, Duration keep, Clock clock) {
    this.mplp = requireNonNull(mplp, "mplp");
    this.outcomes = new Outcomes(storage, cipher);
    this.keep = requireNonNull(keep, "keep");
    this.clock = clock;
    this.longRequests = new LongRequests(outcomes, clock);
    this.removal = new RemoveOutcomes(storage, outcomes, keep, clock);
    removal.start();
  }

  @Override
  public Answer around(Exchange exchange, Next next) {
    String key = exchange.header(HEADER);
    Route<?, ?> route = exchange.route();
    Principal caller = exchange.principal();
    if (key == null || caller == null || route == null || !route.method().isWrite()) {
      return next.go();
    }
    if (!KEY.matcher(key).matches()) {
      throw new RequestException(
          400, "INVALID_REQUEST", HEADER + " is 1 to 255 visible characters of ASCII");
    }
    if (route.isReadByLine()) {
      throw new RequestException(
          400,
          "INVALID_REQUEST",
          "this takes no " + HEADER + ": sent again, it leaves alone what is there already");
    }
    RequestKey request = RequestKey.of(caller, key, exchange);
    if (!underWay.add(request.document())) {
      throw Answers.underWay();
    }
    try {
      return once(exchange, next, new Keyed(route, caller, request));
    } finally {
      underWay.remove(request.document());
    }
  }

  /** A request with a key. */
  private record Keyed(Route<?, ?> route, Principal caller, RequestKey request) {}

  private Answer once(Exchange exchange, Next next, Keyed keyed) {
    RequestKey request = keyed.request();
    boolean isLong = keyed.route().isLong();
    Stored before = find(request);
    if (before != null && !(isLong && longRequests.mayBeginAgain(request, before.outcome()))) {
      askWhetherCallerMay(exchange, next);
      return again(keyed, before.outcome());
    }
    if (isLong) {
      return longRequests.carryOut(exchange, next, request, before);
    }
    Instant now = clock.instant();
    MarkedStorage seen = outcomes.marking(request, now);
    exchange.over(seen);
    Answer answer;
    try {
      answer = next.go();
    } catch (KeyTakenException | MplpException e) {
      ChangeSet first = seen.first();
      Stored other = first == null ? find(request) : null;
      if (other != null) {
        return again(keyed, other.outcome());
      }
      if (!(e instanceof MplpException refused)) {
        throw Answers.underWay();
      }
      if (first != null) {
        keep(request, now, first, Answers.refusal(refused, exchange));
      }
      throw refused;
    }
    ChangeSet first = seen.first();
    if (first != null && answer.status() < 400) {
      keep(request, now, first, Answers.kept(answer));
    }
    return answer;
  }

  private void keep(RequestKey request, Instant at, ChangeSet first, @Nullable Kept answer) {
    outcomes.keepOrTell(request, 1, Outcome.of(at, request.fingerprint(), first), answer);
  }

  /**
   * Makes the call as far as it asks whether the caller may make it, which counts as a call.
   *
   * @throws PermissionDeniedException when he may not any more
   */
  private void askWhetherCallerMay(Exchange exchange, Next next) {
    exchange.over(outcomes.asking());
    try {
      next.go();
    } catch (PermissionDeniedException | RateLimitedException e) {
      throw e;
    } catch (KeyTakenException | MplpException | IllegalArgumentException e) {
      LOG.trace("a request that was carried out before is answered again", e);
    }
  }

  /** Null when there is none, or its time is over. */
  private @Nullable Stored find(RequestKey request) {
    Stored stored = outcomes.find(request.document()).orElse(null);
    if (stored == null || !stored.outcome().at().isBefore(clock.instant().minus(keep))) {
      return stored;
    }
    outcomes.remove(stored);
    return null;
  }

  private Answer again(Keyed keyed, Outcome outcome) {
    if (!outcome.fingerprint().equals(keyed.request().fingerprint())) {
      throw new RequestException(
          422,
          "IDEMPOTENCY_KEY_REUSED",
          "this " + HEADER + " came with another request before; take a new one for each request");
    }
    Kept answer = outcome.answer();
    if (answer != null) {
      return Answers.again(answer);
    }
    if (keyed.route().isLong() || clock.instant().isBefore(outcome.at().plus(UNDER_WAY))) {
      throw Answers.underWay();
    }
    return Answers.replayed(Shown.of(keyed.route(), mplp.as(keyed.caller()), outcome));
  }

  /** Tells other replicas at once which long requests are under way here. */
  void giveSigns() {
    longRequests.giveSigns();
  }

  /** Removes nothing more. */
  @Override
  public void close() {
    removal.close();
    longRequests.close();
  }
}
