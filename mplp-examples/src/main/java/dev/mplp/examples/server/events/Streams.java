package dev.mplp.examples.server.events;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Following;
import dev.mplp.examples.server.security.Identified;
import dev.mplp.model.ContextId;
import dev.mplp.model.Principal;
import dev.mplp.spi.Storage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All who follow the log over this server: any number of them over four threads, and a fifth one
 * that looks whether the log has grown. Thread-safe.
 */
public final class Streams implements Following {

  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final int THREADS = 4;
  private static final int TICKS_IN_A_BEAT = 3;
  private static final long SOONEST_MILLIS = 10;

  private final StreamLimits limits;
  private final ScheduledThreadPoolExecutor executor;

  /** With what will end each. */
  private final Map<Follower, ScheduledFuture<?>> followers = new ConcurrentHashMap<>();

  private final StreamPlaces places;
  private final Tail tail;

  /**
   * None yet.
   *
   * @param storage that of the runtime, which stays open
   */
  public Streams(Storage storage, StreamLimits limits) {
    this.limits = requireNonNull(limits, "limits");
    this.places = new StreamPlaces(limits);
    AtomicInteger number = new AtomicInteger();
    this.executor =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "mplp-streams-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    long tick = Math.max(1, limits.beat().toMillis() / TICKS_IN_A_BEAT);
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    this.tail = new Tail(storage, followers.keySet());
    tail.start();
  }

  @Override
  public Answer stream(Exchange exchange, Watch watch, @Nullable ContextId in) {
    List<EventRecord> first = watch.next(Duration.ZERO);
    if (isHead(exchange)) {
      return live(
          EVENT_STREAM,
          (request, response, callback) -> response.write(true, ByteBuffer.allocate(0), callback));
    }
    Follower follower =
        enter(exchange, watch, in, first, new EventStreamOutput(), limits.longest());
    return following(EVENT_STREAM, follower);
  }

  @Override
  public Answer next(
      Exchange exchange, Watch watch, @Nullable ContextId in, Duration longest, Body body) {
    List<EventRecord> first = watch.next(Duration.ZERO);
    if (!first.isEmpty() || isHead(exchange)) {
      return Answer.json(200, body.of(first, watch.position()));
    }
    return following(
        "application/json", enter(exchange, watch, in, first, new PollOutput(body), longest));
  }

  /** Who asks for the head alone follows nothing: nobody would notice that he has gone. */
  private static boolean isHead(Exchange exchange) {
    return exchange.method().equals("HEAD");
  }

  private static Answer following(String type, Follower follower) {
    return live(
        type,
        (request, response, callback) -> {
          request.addIdleTimeoutListener(timeout -> false); // to be quiet is no failure
          follower.begin(response, callback);
        });
  }

  private static Answer live(String type, AnswerBody.Sender sender) {
    return new Answer(
        200,
        Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"),
        new AnswerBody.Live(type, sender));
  }

  private Follower enter(
      Exchange exchange,
      Watch watch,
      @Nullable ContextId in,
      List<EventRecord> first,
      Output output,
      Duration longest) {
    Principal caller = requireNonNull(exchange.principal());
    Supplier<Identified> identity = requireNonNull(exchange.identity());
    Instant until = identity.get().until();
    Principal subject = Principal.of(caller.tenant(), caller.subject());
    places.take(subject);
    Follower follower =
        new Follower(
            subject, in == null ? null : in.value(), watch, first, output, executor, this::left);
    followers.put(
        follower, executor.schedule(follower::finish, longest.toMillis(), TimeUnit.MILLISECONDS));
    askAgain(follower, caller, identity, until);
    tail.wake();
    return follower;
  }

  /**
   * Who is not let in any more, or as somebody else, comes again with credentials that are good.
   */
  private void askAgain(
      Follower follower, Principal caller, Supplier<Identified> identity, Instant until) {
    if (until.equals(Instant.MAX)) {
      return;
    }
    Duration wait = Duration.between(Instant.now(), until);
    ScheduledFuture<?> unused =
        executor.schedule(
            () -> {
              if (followers.containsKey(follower)) {
                Identified now = asked(identity);
                if (now != null && now.principal().equals(caller)) {
                  askAgain(follower, caller, identity, now.until());
                } else {
                  follower.finish();
                }
              }
            },
            Math.max(SOONEST_MILLIS, wait.toMillis()),
            TimeUnit.MILLISECONDS);
  }

  /** Null for who is not let in, or cannot be told. */
  private static @Nullable Identified asked(Supplier<Identified> identity) {
    try {
      return identity.get();
    } catch (RuntimeException e) {
      LOG.debug("a caller is not let in any more", e);
      return null;
    }
  }

  private void left(Follower follower) {
    ScheduledFuture<?> end = followers.remove(follower);
    if (end != null) {
      end.cancel(false);
      places.giveBack(follower.principal());
    }
  }

  private void tick() {
    followers.keySet().forEach(follower -> follower.tick(limits.beat()));
  }

  /** How many there are. */
  public int count() {
    return places.taken();
  }

  /** Ends all of them, and takes no more; callers go on elsewhere, where they are. */
  @Override
  public void close() {
    tail.close();
    followers.keySet().forEach(Follower::finish);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.shutdown();
  }
}
