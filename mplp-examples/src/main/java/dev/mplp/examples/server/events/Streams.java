package dev.mplp.examples.server.events;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Following;
import dev.mplp.model.ContextId;
import dev.mplp.model.Principal;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All who follow the log over this server: any number of them over four threads, and a fifth one
 * that looks whether the log has grown. Thread-safe.
 */
public final class Streams implements Following {

  private static final int THREADS = 4;
  private static final int TICKS_IN_A_BEAT = 3;

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
    return live(
        EVENT_STREAM, enter(exchange, watch, in, first, new EventStreamOutput(), limits.longest()));
  }

  @Override
  public Answer next(
      Exchange exchange, Watch watch, @Nullable ContextId in, Duration longest, Body body) {
    List<EventRecord> first = watch.next(Duration.ZERO);
    if (!first.isEmpty()) {
      return Answer.json(200, body.of(first, watch.position()));
    }
    return live(
        "application/json", enter(exchange, watch, in, first, new PollOutput(body), longest));
  }

  private static Answer live(String type, Follower follower) {
    return new Answer(
        200,
        Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"),
        new AnswerBody.Live(
            type,
            (request, response, callback) -> {
              request.addIdleTimeoutListener(timeout -> false); // to be quiet is no failure
              follower.begin(response, callback);
            }));
  }

  private Follower enter(
      Exchange exchange,
      Watch watch,
      @Nullable ContextId in,
      List<EventRecord> first,
      Output output,
      Duration longest) {
    Principal caller = requireNonNull(exchange.principal());
    Principal subject = Principal.of(caller.tenant(), caller.subject());
    places.take(subject);
    Follower follower =
        new Follower(
            subject, in == null ? null : in.value(), watch, first, output, executor, this::left);
    followers.put(
        follower, executor.schedule(follower::finish, longest.toMillis(), TimeUnit.MILLISECONDS));
    tail.wake();
    return follower;
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
