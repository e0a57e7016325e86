package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.rabbitmq.RabbitMqBroker;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody elsewhere who is sent every event, and notes in which order those of a Context come. */
final class Subscriber implements AutoCloseable {

  private static final int PAGE = 1_000;

  private final EventBroker broker;
  private final Map<String, Set<String>> firsts = new ConcurrentHashMap<>();
  private final AtomicInteger received = new AtomicInteger();

  /** Begins with what is sent from now on. */
  Subscriber(String url) {
    broker = RabbitMqBroker.connect(url);
    Subscription subscription =
        broker.groups().subscribe(EventGroup.of("audit", "*.event.*"), this::note);
    Waiting.until("the subscriber is there", subscription::isReady);
  }

  private void note(EventDelivery delivery) {
    received.incrementAndGet();
    String context = delivery.message().attributes().get("contextid");
    if (context != null) {
      of(context).add(delivery.message().id());
    }
  }

  private Set<String> of(String context) {
    return firsts.computeIfAbsent(
        context, key -> Collections.synchronizedSet(new LinkedHashSet<>()));
  }

  int received() {
    return received.get();
  }

  /**
   * Waits until every event of a Context came, and compares the order.
   *
   * @return how many there are
   */
  int awaitAll(Mplp mplp, ContextId context) {
    List<String> expected = new ArrayList<>();
    long after = 0;
    List<EventRecord> page = mplp.events().read(context, after, PAGE);
    while (!page.isEmpty()) {
      for (EventRecord record : page) {
        expected.add(record.inline().eventId().uuid().toString());
        after = record.position();
      }
      page = mplp.events().read(context, after, PAGE);
    }
    Set<String> came = of(context.value());
    Waiting.until("all events of " + context + " came", () -> came.size() >= expected.size());
    assertThat(new ArrayList<>(came)).as("events of %s", context).isEqualTo(expected);
    return expected.size();
  }

  @Override
  public void close() {
    broker.close();
  }
}
