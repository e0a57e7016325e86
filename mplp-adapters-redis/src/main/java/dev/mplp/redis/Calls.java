package dev.mplp.redis;

import dev.mplp.spi.SharedMemoryException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes commands on the session that there is. While there is none, or none that answers, calls
 * fail at once: nothing is kept to be sent later. Thread-safe.
 */
final class Calls {

  private final Link link;
  private final Breaker breaker;
  private final Pulse pulse;
  private final RedisUrl place;

  Calls(Link link, Breaker breaker, Pulse pulse, RedisUrl place) {
    this.link = link;
    this.breaker = breaker;
    this.pulse = pulse;
    this.place = place;
  }

  /** How long an answer may take. */
  Duration timeout() {
    return place.timeout();
  }

  /**
   * Makes a command; it is made at most once.
   *
   * @param key that the command is about, or its channel: says which node of a Cluster it goes to
   * @return fails with {@link SharedMemoryException}; completed on a thread of the client, so what
   *     depends on it returns at once
   */
  <T> CompletableFuture<T> send(
      String key,
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    NodeGate gate;
    try {
      gate = breaker.enter(link.node(key));
    } catch (SharedMemoryException e) {
      answer.completeExceptionally(e);
      return answer;
    }
    Session session = link.session();
    if (session == null) {
      answer.completeExceptionally(new SharedMemoryException("no connection to " + place, null));
      return answer;
    }
    try {
      command
          .apply(session.commands())
          .whenComplete((value, error) -> settle(session, answer, gate, value, error));
    } catch (RuntimeException e) {
      settle(session, answer, gate, null, e);
    }
    return answer;
  }

  @SuppressWarnings("NullAway") // a missing value of Redis is a null of the client
  private <T> void settle(
      Session session,
      CompletableFuture<T> answer,
      @Nullable NodeGate gate,
      @Nullable T value,
      @Nullable Throwable error) {
    if (error == null) {
      breaker.answered(gate);
      answer.complete(value);
      return;
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (Errors.isReadOnly(cause)) {
      link.isUnfit(session, "it is no master any more");
    }
    if (Errors.isAnswer(cause)) {
      breaker.answered(gate);
      if (Errors.isUnserved(cause)) {
        breaker.unserved(place + " does not do what it is asked: " + Errors.reason(cause));
      }
    } else if (breaker.failed(gate)) {
      pulse.silent(Errors.reason(cause));
    }
    answer.completeExceptionally(failure(cause));
  }

  private SharedMemoryException failure(@Nullable Throwable cause) {
    return new SharedMemoryException("Redis at " + place + ": " + Errors.reason(cause), cause);
  }

  /**
   * Makes a command and waits for its answer.
   *
   * @throws SharedMemoryException when there is none
   */
  <T> T call(
      String key,
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
    return await(send(key, command));
  }

  /** The answer to {@link #send}, waited for. */
  <T> T await(CompletableFuture<T> answer) {
    return await(answer, timeout().multipliedBy(2).plusMillis(50));
  }

  /** The answer to {@link #send}, waited for no longer than this. */
  <T> T await(CompletableFuture<T> answer, Duration patience) {
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SharedMemoryException known) {
        throw new SharedMemoryException(String.valueOf(known.getMessage()), known);
      }
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      throw failure(new TimeoutException("no answer within " + patience.toMillis() + " ms"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    }
  }
}
