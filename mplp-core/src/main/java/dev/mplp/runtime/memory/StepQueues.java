package dev.mplp.runtime.memory;

import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport.Subscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What the transports of steps over one memory share: their queues, and who hears what. */
final class StepQueues {

  private final Map<String, StepQueue> requests = new ConcurrentHashMap<>();
  private final StepQueue replies = new StepQueue();
  private final List<StepQueue> listeners = new CopyOnWriteArrayList<>();

  StepQueue of(String role) {
    return requests.computeIfAbsent(role, name -> new StepQueue());
  }

  StepQueue replies() {
    return replies;
  }

  void cancel(StepMessage cancellation) {
    listeners.forEach(queue -> queue.add(cancellation, null));
  }

  /** Each listener has a queue of its own, as long as it is there. */
  Subscription listen(Consumer<StepMessage> consumer) {
    StepQueue queue = new StepQueue();
    Consumer<StepDelivery> heard =
        delivery -> {
          delivery.done();
          consumer.accept(delivery.message());
        };
    Subscription taking = queue.join(1, heard);
    listeners.add(queue);
    return new Subscription() {
      @Override
      public boolean isReady() {
        return taking.isReady();
      }

      @Override
      public void close() {
        listeners.remove(queue);
        taking.close();
      }
    };
  }

  void lose() {
    requests.values().forEach(StepQueue::lose);
    replies.lose();
  }
}
