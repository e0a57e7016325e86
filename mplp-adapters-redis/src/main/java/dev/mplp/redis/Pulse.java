package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether a session leads to a server that can be used, and whether it still answers. */
final class Pulse {

  /**
   * Of a Cluster so many keys are asked for, which are at different nodes, all but never at one.
   */
  private static final int ASKED = 5;

  private final RedisUrl place;
  private final String prefix;
  private final Breaker breaker;
  private final Bell bell;
  private final long patience;

  /**
   * Looks after sessions.
   *
   * @param prefix what every key is to begin with
   * @param breaker opened and shut by what is found
   * @param bell rung when there is something to look at
   */
  Pulse(RedisUrl place, String prefix, Breaker breaker, Bell bell) {
    this.place = place;
    this.prefix = prefix;
    this.breaker = breaker;
    this.bell = bell;
    this.patience = place.timeout().toMillis() * 2;
  }

  /** Too many calls had no answer: none is made until there was one. */
  void silent(String why) {
    breaker.shut(place + " does not answer: " + why);
    bell.ring();
  }

  /**
   * Also Sentinels may tell of a master that was one. Whoever may not ask finds out by writing.
   *
   * @throws IllegalStateException when it is a replica, or does not answer
   */
  void checkMaster(Session session) {
    try {
      List<Object> role =
          session.commands().role().toCompletableFuture().get(patience, MILLISECONDS);
      if (isReplica(role)) {
        throw new IllegalStateException(
            "it is a replica, which takes no writes: give the address of its master, or those of"
                + " its Sentinels");
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof RedisCommandExecutionException)) {
        throw new IllegalStateException(Errors.reason(e), e);
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("it does not answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("it was interrupted", e);
    }
  }

  private static boolean isReplica(List<Object> role) {
    return !role.isEmpty()
        && role.get(0) instanceof byte[] name
        && !new String(name, UTF_8).equals("master");
  }

  /**
   * Asks on both connections, but for that of a Cluster that {@link #hears}; opens the breaker, or
   * shuts it after a few times.
   */
  boolean answers(Session session) {
    long asked = System.nanoTime();
    try {
      answer(session).get(patience, MILLISECONDS);
      breaker.open("connected to " + place, Duration.ofNanos(System.nanoTime() - asked));
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      if (breaker.failed(null)) {
        silent(Errors.reason(e));
      } else {
        bell.ring(); // asks again at once
      }
      return false;
    } catch (InterruptedException e) {
      return false; // nobody interrupts it but the end of the process
    }
  }

  private CompletableFuture<?> answer(Session session) {
    return session.mends()
        ? answerOfAny(session)
        : CompletableFuture.allOf(
            session.commands().ping().toCompletableFuture(),
            session.hearing().async().ping().toCompletableFuture());
  }

  /** One node of a Cluster that answers will do: the others have their {@link NodeGate gates}. */
  private CompletableFuture<?> answerOfAny(Session session) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    AtomicInteger left = new AtomicInteger(ASKED);
    for (int i = 0; i < ASKED; i++) {
      var unused =
          session
              .commands()
              .exists(prefix + "pulse:" + ThreadLocalRandom.current().nextInt())
              .whenComplete(
                  (found, error) -> {
                    if (error == null) {
                      answer.complete(found);
                    } else if (left.decrementAndGet() == 0) {
                      answer.completeExceptionally(error);
                    }
                  });
    }
    return answer;
  }

  /** Whether the connection that hears answers; asked again at once if not. */
  boolean hears(Session session) {
    try {
      var unused =
          session.hearing().async().ping().toCompletableFuture().get(patience, MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      bell.ring();
      return false;
    } catch (InterruptedException e) {
      return false; // nobody interrupts it but the end of the process
    }
  }
}
