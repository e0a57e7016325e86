package dev.mplp.examples.server.idempotency;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.RateLimitedException;
import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import dev.mplp.examples.server.http.RefusalAnswer;
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
 *   <li>Erasing and sweeping are noted when they have come to their end: until then the same
 *       request begins again, as it does no harm and may have been broken off.
 *   <li>Whoever gets an answer again must still be allowed to make the request.
 * </ol>
 */
public final class Idempotency implements Filter, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /** For so long a request without an answer is taken to be under way. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(3);

  /** Answers that are larger are not kept: what was made is shown in their place. */
  private static final int LARGEST = 64 << 10;

  /** Calls of many commits that can be made again, and have to be when they were broken off. */
  private static final Set<String> REPEATABLE =
      Set.of("administration.erase", "administration.sweep");

  private final Mplp mplp;
  private final Outcomes outcomes;
  private final RemoveOutcomes removal;
  private final Duration keep;
  private final Clock clock;
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
    RequestKey request = RequestKey.of(caller, key, exchange);
    if (!underWay.add(request.document())) {
      throw underWay();
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
    Stored before = find(request);
    if (before != null) {
      askWhetherCallerMay(exchange, next);
      return again(keyed, before.outcome());
    }
    Instant now = clock.instant();
    boolean repeats = keyed.route().access().calls().stream().anyMatch(REPEATABLE::contains);
    MarkedStorage seen = repeats ? outcomes.watching() : outcomes.marking(request, now);
    exchange.over(seen);
    long version = repeats ? 0 : 1;
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
        throw underWay();
      }
      if (first != null && !refused.retryable()) {
        keep(
            request,
            version,
            Outcome.of(now, request.fingerprint(), first),
            refusal(refused, exchange));
      }
      throw refused;
    }
    ChangeSet first = seen.first();
    if (first != null && answer.status() < 400) {
      keep(request, version, Outcome.of(now, request.fingerprint(), first), kept(answer));
    }
    return answer;
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

  /** An error of the caller's, which comes again with the same request; null for any other. */
  private static @Nullable Kept refusal(MplpException e, Exchange exchange) {
    Answer refused = RefusalAnswer.of(e, exchange);
    return refused.status() < 500 ? kept(refused) : null;
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

  /** The effect is there; that its answer cannot be kept is no reason to call it a failure. */
  private void keep(RequestKey request, long version, Outcome outcome, @Nullable Kept answer) {
    if (answer == null) {
      return;
    }
    try {
      outcomes.keep(request, version, outcome, answer);
    } catch (MplpException e) {
      LOG.warn("the answer of a request with a key is not kept: {}", e.toString());
    }
  }

  private static @Nullable Kept kept(Answer answer) {
    if (answer.body() instanceof AnswerBody.Bytes body) {
      return body.bytes().length > LARGEST
          ? null
          : new Kept(answer.status(), answer.headers(), body.type(), body.bytes());
    }
    return answer.body() instanceof AnswerBody.None
        ? new Kept(answer.status(), answer.headers(), null, new byte[0])
        : null;
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
      return replayed(
          new Answer(
              answer.status(),
              answer.headers(),
              answer.type() == null
                  ? AnswerBody.NONE
                  : new AnswerBody.Bytes(answer.type(), answer.body())));
    }
    if (clock.instant().isBefore(outcome.at().plus(UNDER_WAY))) {
      throw underWay();
    }
    return replayed(Shown.of(keyed.route(), mplp.as(keyed.caller()), outcome));
  }

  private static Answer replayed(Answer answer) {
    return answer.with("Idempotency-Replayed", "true");
  }

  private static RequestException underWay() {
    return new RequestException(
            409, "REQUEST_UNDER_WAY", "the request with this " + HEADER + " is still under way")
        .with("Retry-After", "1");
  }

  /** Removes nothing more. */
  @Override
  public void close() {
    removal.close();
  }
}
