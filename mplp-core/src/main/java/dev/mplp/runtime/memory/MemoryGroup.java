package dev.mplp.runtime.memory;

import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventConsumer;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.UnacceptableEventException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A group of subscribers in memory, each with a thread of its own. */
final class MemoryGroup {

  private static final int MOST = 100_000;
  private static final long AT_HAND = 10_000;

  private final ScheduledExecutorService clock;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final Deque<Dead> dead = new ArrayDeque<>();
  private EventGroup group;

  /**
   * A message on its way.
   *
   * @param attempts so often it was handed out
   */
  private record Waiting(
      EventMessage message, int attempts, List<String> history, boolean replayed) {}

  private record Dead(Waiting letter, String reason) {}

  MemoryGroup(EventGroup group, ScheduledExecutorService clock) {
    this.group = group;
    this.clock = clock;
  }

  synchronized void update(EventGroup now) {
    group = now;
  }

  synchronized boolean takes(String routingKey) {
    return group.takes(routingKey);
  }

  synchronized boolean isFull() {
    return queue.size() >= MOST;
  }

  void add(EventMessage message, boolean replayed) {
    add(new Waiting(message, 0, List.of(), replayed));
  }

  private synchronized void add(Waiting waiting) {
    queue.add(waiting);
    notifyAll();
  }

  Subscription join(EventConsumer consumer) {
    Member member = new Member(consumer);
    member.thread.start();
    return member;
  }

  private void failed(Waiting taken, String why, boolean forGood) {
    List<String> history = new ArrayList<>(taken.history);
    int attempts = taken.attempts + 1;
    history.add("attempt " + attempts + ": " + why);
    Waiting next = new Waiting(taken.message, attempts, List.copyOf(history), taken.replayed);
    EventGroup now = now();
    if (forGood || attempts >= now.attempts()) {
      bury(new Dead(next, why));
    } else {
      long delay = now.delayAfter(attempts).toMillis();
      ScheduledFuture<?> unused = clock.schedule(() -> add(next), delay, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized EventGroup now() {
    return group;
  }

  private synchronized void bury(Dead letter) {
    if (dead.size() == MOST) {
      dead.remove();
    }
    dead.add(letter);
  }

  synchronized List<DeadLetter> deadLetters(int limit) {
    return dead.stream()
        .limit(limit)
        .map(
            one ->
                new DeadLetter(
                    one.letter.message.id(),
                    one.reason,
                    one.letter.history,
                    one.letter.attempts,
                    one.letter.message.data()))
        .toList();
  }

  synchronized int redeliver(int limit) {
    int many = 0;
    while (many < limit && !dead.isEmpty()) {
      Waiting letter = dead.remove().letter;
      add(new Waiting(letter.message, 0, letter.history, letter.replayed));
      many++;
    }
    return many;
  }

  /** One subscriber: its thread hands it one message after another. */
  private final class Member implements Subscription {
    private final EventConsumer consumer;
    private final Thread thread = new Thread(this::run, "mplp-group");
    private boolean closed;

    Member(EventConsumer consumer) {
      this.consumer = consumer;
      thread.setDaemon(true);
    }

    private void run() {
      for (Waiting taken = next(); taken != null; taken = next()) {
        try {
          consumer.accept(new EventDelivery(taken.message, taken.attempts + 1, taken.replayed));
        } catch (UnacceptableEventException e) {
          failed(taken, String.valueOf(e.getMessage()), true);
        } catch (Exception e) {
          failed(taken, e.toString(), false);
        }
      }
    }

    /** Null when it is closed. */
    private @Nullable Waiting next() {
      synchronized (MemoryGroup.this) {
        while (!closed && queue.isEmpty()) {
          try {
            MemoryGroup.this.wait();
          } catch (InterruptedException e) {
            return null; // only its consumer can have done that
          }
        }
        return closed ? null : queue.remove();
      }
    }

    @Override
    public boolean isReady() {
      synchronized (MemoryGroup.this) {
        return !closed;
      }
    }

    @Override
    public void close() {
      synchronized (MemoryGroup.this) {
        closed = true;
        MemoryGroup.this.notifyAll();
      }
      if (Thread.currentThread() != thread) {
        try {
          thread.join(AT_HAND);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
