package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Root;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryBroker;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.StorageTap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay that begins over a log in which very many Contexts wait. */
class RelayBacklogTest {

  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final int CONTEXTS = 200;
  private static final int EVENTS = FULL ? 500 : 30;
  private static final int RECORDS = CONTEXTS * EVENTS;

  private final PostgresFixture fixture = PostgresFixture.onSharedServer();
  private final Storage storage = fixture.open();
  private final AtomicLong pages = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final Slow broker = new Slow();

  @AfterEach
  void close() {
    broker.close();
    fixture.close();
  }

  /** One event of each Context after another, as if all had been at work at once. */
  private void tell() {
    try (Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      mplp.contexts().open("Told", Root.of("finance", "test"));
    }
    LogEntry like = storage.log().readAll(0, head(), Long.MAX_VALUE).get(0).entry();
    for (int event = 0; event < EVENTS; event++) {
      ChangeSet.Builder set = ChangeSet.builder("default");
      for (int context = 0; context < CONTEXTS; context++) {
        set.add(new Change.AppendLog(LogEntry.of(like.type(), id(context), like.body())));
      }
      assertThat(storage.commit(set.build()).isCommitted()).isTrue();
    }
    Eventually.until("all have positions", () -> head() == RECORDS + 1);
  }

  private static String id(int context) {
    return new UUID(4L << 12, (2L << 62) + context).toString();
  }

  private long head() {
    int unused = storage.log().sequence(10_000);
    return storage.log().head();
  }

  /** Counts what the relay reads. */
  private @Nullable Object read(StorageTap.Call call) {
    Object answer = call.proceed();
    boolean relays = Thread.currentThread().getName().startsWith("mplp-relay");
    if (relays && answer instanceof List<?> found) {
      pages.incrementAndGet();
      records.addAndGet(found.size());
    }
    return answer;
  }

  @Test
  void backlogOfManyContexts_isReadOnceAndALittle_andAllGetOn() {
    tell();
    Storage counted = StorageTap.over(storage, this::read);
    try (Mplp mplp = MplpRuntime.builder().storage(counted).events(EventsOut.to(broker)).build()) {
      Eventually.until("it waits for answers", () -> broker.size() > CONTEXTS);
      broker.confirms.complete(null);
      Eventually.until(
          "all is sent",
          () -> mplp.relay().orElseThrow().waiting() == 0 && broker.size() > RECORDS);
    }

    System.out.println(
        RECORDS
            + " records: "
            + records
            + " read in "
            + pages
            + " pages, "
            + broker.size()
            + " sent");
    assertThat(records.get()).as("records read").isLessThan(4L * RECORDS);
    assertThat(pages.get()).as("pages read").isLessThan(RECORDS / 2);
    List<String> sent = broker.sent();
    Map<String, Integer> half = new HashMap<>();
    sent.subList(0, sent.size() / 2).forEach(context -> half.merge(context, 1, Integer::sum));
    int each = Collections.frequency(sent, id(0));
    assertThat(each).isGreaterThanOrEqualTo(EVENTS);
    for (int context = 0; context < CONTEXTS; context++) {
      assertThat(half.getOrDefault(id(context), 0)).isGreaterThan(each / 5);
      assertThat(Collections.frequency(sent, id(context))).isEqualTo(each);
    }
  }

  /** Confirms nothing until it is told to, and then everything, on a thread of its own. */
  private static final class Slow implements EventBroker {

    private final CompletableFuture<Void> confirms = new CompletableFuture<>();
    private final ExecutorService confirming = Executors.newSingleThreadExecutor();
    private final List<String> sent = new ArrayList<>();
    private final InMemoryBroker groups = InMemoryBroker.create();

    @Override
    public CompletableFuture<Void> publish(EventMessage message) {
      synchronized (sent) {
        sent.add(message.attributes().getOrDefault(EventMessage.CONTEXT, ""));
      }
      return confirms.thenRunAsync(() -> {}, confirming);
    }

    int size() {
      synchronized (sent) {
        return sent.size();
      }
    }

    List<String> sent() {
      synchronized (sent) {
        return List.copyOf(sent);
      }
    }

    @Override
    public BrokerHealth health() {
      return new BrokerHealth(BrokerHealth.State.AVAILABLE, "there");
    }

    @Override
    public EventGroups groups() {
      return groups.groups();
    }

    @Override
    public void close() {
      confirming.shutdown();
      groups.close();
    }
  }
}
