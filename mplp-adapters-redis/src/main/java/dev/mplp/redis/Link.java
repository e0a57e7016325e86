package dev.mplp.redis;

import dev.mplp.spi.SharedMemoryException;
import dev.mplp.spi.SharedMemoryHealth;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session that there is, and the next one when it breaks: at first at once, then after pauses
 * of up to 5 s. Asks every second whether it still answers. While it does not, calls fail at once:
 * nothing is kept to be sent later. Thread-safe.
 */
final class Link implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisMemory.class);
  private static final long FIRST_PAUSE = 100;
  private static final long LAST_PAUSE = 5_000;
  private static final long CHECK = 1_000;
  private static final long LAST_PROBE = 2_000;
  private static final long CALM = TimeUnit.SECONDS.toNanos(5);
  private static final long GIVE_UP = TimeUnit.SECONDS.toNanos(3);

  private final Connector connector;
  private final RedisUrl place;
  private final String prefix;
  private final Duration timeout;
  private final Breaker breaker;
  private final Hearing hearing = new Hearing();

  /** Wakes the thread; one that is not taken yet wakes it as well as two. */
  private final ArrayBlockingQueue<Boolean> bell = new ArrayBlockingQueue<>(1);

  private final Thread thread;
  private volatile @Nullable Session current;
  private volatile @Nullable String unfit;
  private volatile boolean closing;
  private String lastTold = "";

  /**
   * A link that is not started yet.
   *
   * @param prefix what every key and channel is to begin with
   */
  Link(RedisUrl place, Connector connector, String prefix) {
    this.place = place;
    this.prefix = prefix;
    this.connector = connector;
    this.timeout = place.timeout();
    this.breaker = new Breaker("not yet connected to " + place);
    this.thread = new Thread(this::run, "mplp-redis-link");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  SharedMemoryHealth health() {
    return breaker.health();
  }

  /** What every key and channel begins with. */
  String prefix() {
    return prefix;
  }

  /** What is said on channels. */
  Hearing hearing() {
    return hearing;
  }

  /** True when the nodes of a Cluster share what there is. */
  boolean isCluster() {
    return place.kind() == RedisUrl.Kind.CLUSTER;
  }

  /**
   * Makes a command; it is made at most once.
   *
   * @return fails with {@link SharedMemoryException}; completed on a thread of the client, so what
   *     depends on it returns at once
   */
  <T> CompletableFuture<T> send(
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      breaker.enter();
      Session session = current;
      if (session == null) {
        throw new SharedMemoryException("no connection to " + place, null);
      }
      command
          .apply(session.commands())
          .whenComplete((value, error) -> settle(answer, value, error));
    } catch (SharedMemoryException e) {
      answer.completeExceptionally(e);
    } catch (RuntimeException e) {
      settle(answer, null, e);
    }
    return answer;
  }

  @SuppressWarnings("NullAway") // a missing value of Redis is a null of the client
  private <T> void settle(
      CompletableFuture<T> answer, @Nullable T value, @Nullable Throwable error) {
    if (error == null) {
      breaker.answered();
      answer.complete(value);
      return;
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof RedisReadOnlyException) {
      isUnfit("it is no master any more");
    }
    if (isAnswer(cause)) {
      breaker.answered();
    } else if (breaker.failed()) {
      breaker.shut(place + " does not answer: " + reason(cause));
      bell.offer(true);
    }
    answer.completeExceptionally(failure(cause));
  }

  /** The session is to end, another may do. */
  private void isUnfit(String why) {
    unfit = why;
    bell.offer(true);
  }

  private SharedMemoryException failure(@Nullable Throwable cause) {
    return new SharedMemoryException("Redis at " + place + ": " + reason(cause), cause);
  }

  /** An error that the server tells is an answer, but not that it is not ready. */
  private static boolean isAnswer(@Nullable Throwable cause) {
    return cause instanceof RedisCommandExecutionException
        && !(cause instanceof RedisLoadingException)
        && !(cause instanceof RedisBusyException)
        && !(cause instanceof RedisReadOnlyException);
  }

  /**
   * Makes a command and waits for its answer.
   *
   * @throws SharedMemoryException when there is none
   */
  <T> T call(
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
    return await(send(command));
  }

  /** The answer to {@link #send}, waited for. */
  <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis() * 2 + 50, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SharedMemoryException known) {
        throw new SharedMemoryException(String.valueOf(known.getMessage()), known);
      }
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    }
  }

  private void run() {
    long pause = FIRST_PAUSE;
    while (!closing) {
      String why = "it was closed";
      Session session = null;
      try {
        unfit = null;
        session = connector.open();
        session.connection().addListener(onLost());
        session.hearing().addListener(onLost());
        hearing.begin(session.hearing(), this::isUnfit);
        current = session;
        if (answers(session) && unfit == null) {
          arrived();
          pause = FIRST_PAUSE;
        }
        stay(session);
      } catch (RuntimeException e) {
        why = reason(e);
      }
      lost(session, unfit == null ? why : String.valueOf(unfit));
      rest(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
      pause = Math.min(pause * 2, LAST_PAUSE);
    }
  }

  private RedisConnectionStateListener onLost() {
    return new RedisConnectionStateListener() {
      @Override
      public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        bell.offer(true);
      }
    };
  }

  private void arrived() {
    LOG.info("connected to {}", place);
    lastTold = "";
  }

  /** Until it is broken, or has not answered for too long. */
  private void stay(Session session) {
    long good = System.nanoTime();
    long opened = System.nanoTime();
    long probe = FIRST_PAUSE;
    while (!closing && session.isOpen() && unfit == null) {
      if (breaker.isShut()) {
        probe = System.nanoTime() - opened > CALM ? FIRST_PAUSE : Math.min(probe * 2, LAST_PROBE);
        rest(probe);
      } else {
        ring(CHECK);
      }
      if (closing || !session.isOpen()) {
        return;
      }
      boolean wasShut = breaker.isShut();
      if (answers(session)) {
        good = System.nanoTime();
        opened = wasShut ? good : opened;
      } else if (System.nanoTime() - good > GIVE_UP) {
        throw new IllegalStateException("it does not answer");
      }
    }
  }

  /** Asks on both connections; opens the breaker, or shuts it after a few times. */
  private boolean answers(Session session) {
    long asked = System.nanoTime();
    try {
      CompletableFuture<String> command = session.commands().ping().toCompletableFuture();
      CompletableFuture<String> heard = session.hearing().async().ping().toCompletableFuture();
      CompletableFuture.allOf(command, heard).get(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
      breaker.open("connected to " + place, Duration.ofNanos(System.nanoTime() - asked));
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      if (breaker.failed()) {
        breaker.shut(place + " does not answer: " + reason(e));
      } else {
        bell.offer(true); // asks again at once
      }
      return false;
    } catch (InterruptedException e) {
      return false; // nobody interrupts it but the end of the process
    }
  }

  private void lost(@Nullable Session session, String why) {
    current = null;
    if (!closing || session != null) {
      breaker.shut("no connection to " + place + ": " + (closing ? "it was closed" : why));
    }
    if (!closing && !why.equals(lastTold)) {
      lastTold = why;
      LOG.warn("no connection to {}, which is tried again all the time: {}", place, why);
    }
    hearing.end();
    if (session != null && !closing) {
      session.close();
    }
  }

  /** Waits for the bell. */
  private void ring(long millis) {
    try {
      Boolean ignored = bell.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing = true; // only the end of the process does that
    }
  }

  /** Waits whatever the bell says, but no longer than until it is closed. */
  private void rest(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!closing && System.nanoTime() - end < 0) {
      ring(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
  }

  /** Why it ended, in one line; the client's messages have no passwords in them. */
  private static String reason(@Nullable Throwable cause) {
    Throwable found = cause;
    while (found != null && found.getCause() != null && found.getCause() != found) {
      found = found.getCause();
    }
    if (found == null) {
      return "it was closed";
    }
    String message = found.getMessage();
    return message == null
        ? found.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    closing = true;
    bell.offer(true);
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connector.close();
  }
}
