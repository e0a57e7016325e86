package dev.mplp.runtime.memory;

import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.StepTransport.Subscription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A queue of requests or replies, each of which goes to one of those who take from it. */
final class StepQueue {

  private static final Logger LOG = LoggerFactory.getLogger(StepQueue.class);
  private static final int MOST = 100_000;
  private static final int MOST_DEAD = 10_000;
  private static final int LONGEST_REASON = 1_000;

  private final Deque<Letter> ready = new ArrayDeque<>();
  private final Deque<DeadLetter> dead = new ArrayDeque<>();

  /**
   * A message that waits.
   *
   * @param expires by {@link System#nanoTime}; null for never
   * @param deliveries how often it was handed out
   */
  private record Letter(StepMessage message, @Nullable Long expires, int deliveries) {
    boolean isForgotten() {
      return expires != null && System.nanoTime() - expires >= 0;
    }
  }

  /** False when there is no room. */
  synchronized boolean add(StepMessage message, @Nullable Duration forgetAfter) {
    if (ready.size() >= MOST) {
      return false;
    }
    Long expires = forgetAfter == null ? null : System.nanoTime() + forgetAfter.toNanos();
    ready.add(new Letter(message, expires, 0));
    notifyAll();
    return true;
  }

  synchronized void lose() {
    ready.clear();
  }

  synchronized List<DeadLetter> dead(int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit is 1 to 1000, but is " + limit);
    }
    return dead.stream().limit(limit).toList();
  }

  Subscription join(int prefetch, Consumer<StepDelivery> consumer) {
    Member member = new Member(prefetch, consumer);
    member.thread.start();
    return member;
  }

  /** Null when nothing waits that can be handed out. */
  private @Nullable Letter poll() {
    Letter letter = ready.poll();
    while (letter != null && (letter.isForgotten() || isTooLarge(letter))) {
      letter = ready.poll();
    }
    return letter;
  }

  private boolean isTooLarge(Letter letter) {
    int size = letter.message().data().length;
    if (size <= StepTransport.MAX_DATA) {
      return false;
    }
    String why = "it has " + size + " bytes, more than " + StepTransport.MAX_DATA;
    bury(dead(letter, why));
    return true;
  }

  private static DeadLetter dead(Letter letter, String reason) {
    String cut = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    StepMessage message = letter.message();
    return new DeadLetter(message.id(), cut, List.of(cut), letter.deliveries() + 1, message.data());
  }

  /** Somebody who takes from the queue: a thread hands one message after another. */
  private final class Member implements Subscription {
    private final int prefetch;
    private final Consumer<StepDelivery> consumer;
    private final Set<Taken> taken = new LinkedHashSet<>();
    private final Thread thread = new Thread(this::run, "mplp-steps");
    private boolean closed;

    Member(int prefetch, Consumer<StepDelivery> consumer) {
      this.prefetch = prefetch;
      this.consumer = consumer;
      thread.setDaemon(true);
    }

    private void run() {
      for (Taken next = next(); next != null; next = next()) {
        try {
          consumer.accept(next);
        } catch (RuntimeException e) {
          LOG.warn("message {} comes again: its consumer threw", next.message().id(), e);
          next.again();
        }
      }
    }

    /** Null when it is closed. */
    private @Nullable Taken next() {
      synchronized (StepQueue.this) {
        while (!closed) {
          Letter letter = taken.size() < prefetch ? poll() : null;
          if (letter != null) {
            Taken next = new Taken(this, letter);
            taken.add(next);
            return next;
          }
          try {
            StepQueue.this.wait();
          } catch (InterruptedException e) {
            return null; // only its consumer can have done that
          }
        }
        return null;
      }
    }

    @Override
    public boolean isReady() {
      synchronized (StepQueue.this) {
        return !closed;
      }
    }

    @Override
    public void close() {
      synchronized (StepQueue.this) {
        closed = true;
        List<Taken> back = new ArrayList<>(taken);
        for (int i = back.size() - 1; i >= 0; i--) {
          back.get(i).again();
        }
        StepQueue.this.notifyAll();
      }
      if (Thread.currentThread() != thread) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** A message in somebody's hands, as long as it is among what they have taken. */
  private final class Taken implements StepDelivery {
    private final Member member;
    private final Letter letter;

    Taken(Member member, Letter letter) {
      this.member = member;
      this.letter = letter;
    }

    @Override
    public StepMessage message() {
      return letter.message();
    }

    @Override
    public boolean redelivered() {
      return letter.deliveries() > 0;
    }

    @Override
    public void done() {
      settle(() -> {});
    }

    @Override
    public void again() {
      Letter next = new Letter(letter.message(), letter.expires(), letter.deliveries() + 1);
      settle(() -> ready.addFirst(next));
    }

    @Override
    public void refuse(String reason) {
      settle(() -> bury(dead(letter, reason)));
    }

    private void settle(Runnable how) {
      synchronized (StepQueue.this) {
        if (member.taken.remove(this)) {
          how.run();
          StepQueue.this.notifyAll();
        }
      }
    }
  }

  private void bury(DeadLetter letter) {
    if (dead.size() == MOST_DEAD) {
      dead.remove();
    }
    dead.add(letter);
  }
}
