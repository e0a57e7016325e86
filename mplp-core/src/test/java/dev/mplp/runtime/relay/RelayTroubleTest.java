package dev.mplp.runtime.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.model.JsonObject;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.crypto.EncryptedStorage;
import dev.mplp.runtime.memory.InMemoryBroker;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay that meets what it cannot relay, what a broker never takes, and its own failures. */
class RelayTroubleTest {

  private static final PayloadCipher OLD = AesGcm.of("old:" + "A".repeat(43) + "=", false);
  private static final PayloadCipher NEW =
      AesGcm.of("new:" + "B".repeat(42) + "A=,old:" + "A".repeat(43) + "=", false);

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final InMemoryBroker broker = InMemoryBroker.create();
  private final List<Mplp> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(mplp -> mplp.close(Duration.ofSeconds(5)));
    storage.close();
  }

  private Mplp runtime(@Nullable EventsOut events, @Nullable PayloadCipher cipher) {
    MplpRuntime.Builder builder =
        MplpRuntime.builder().storage(storage).lease(Duration.ofMillis(600));
    if (events != null) {
      builder.events(events);
    }
    if (cipher != null) {
      builder.encryption(cipher);
    }
    Mplp mplp = builder.build();
    open.add(mplp);
    return mplp;
  }

  private static Context context(Mplp mplp, String title) {
    return mplp.contexts().open(title, Root.of("finance", "test"));
  }

  private static Part broker(Mplp mplp) {
    return mplp.health().parts().get(1);
  }

  private void untilStoppedBefore(Mplp mplp, long position) {
    Eventually.until(
        "it stops",
        () ->
            broker(mplp).status() == Status.DEGRADED
                && broker(mplp).detail().contains("before the record at position " + position));
  }

  private long position() {
    return position(storage);
  }

  private static long position(Storage readable) {
    return RelayPosition.read(readable, "events").position();
  }

  @Test
  void recordOfALaterVersion_stopsTheRelayBeforeIt_andHealthSaysWhy() {
    Mplp mplp = runtime(EventsOut.to(broker), null);
    Context context = context(mplp, "now");
    SentEvents.everythingInOrder(storage, broker);
    int before = broker.sent().size();

    LogEntry later = LogEntry.of("plan.dreamt", context.contextId().value(), new byte[] {'{', '}'});
    ChangeSet set = ChangeSet.builder("default").add(new Change.AppendLog(later)).build();
    assertThat(storage.commit(set).isCommitted()).isTrue();
    context(mplp, "after");

    untilStoppedBefore(mplp, 2);
    assertThat(broker(mplp).detail()).contains("plan.dreamt was introduced by a later version");
    Eventually.until("everything before is stored", () -> position() == 1);
    assertThat(broker.sent()).hasSize(before);
    assertThat(mplp.relay()).get().satisfies(figures -> assertThat(figures.refused()).isZero());
  }

  @Test
  void recordWithoutItsKey_isLeftToAProcessThatHasIt() {
    Mplp first = runtime(EventsOut.to(broker), OLD);
    for (int i = 0; i < 5; i++) {
      context(first, "old " + i);
    }
    Mplp writer = runtime(null, NEW);
    for (int i = 0; i < 5; i++) {
      context(writer, "new " + i);
    }

    untilStoppedBefore(first, 6);
    Storage readable = new EncryptedStorage(storage, NEW);
    Eventually.until("everything before is stored", () -> position(readable) == 5);

    Mplp second = runtime(EventsOut.to(broker), NEW);
    SentEvents.everythingInOrder(readable, broker);
    assertThat(broker(second).status()).isEqualTo(Status.UP);
    int sent = broker.sent().size();
    context(second, "newest");
    SentEvents.everythingInOrder(readable, broker);
    assertThat(broker.sent().size() - sent).isLessThan(sent);
  }

  @Test
  void eventThatTheBrokerNeverTakes_isLeftOut_andTold_whatFollowsGoesOn() {
    FaultyBroker faulty = new FaultyBroker(broker, 7, 0);
    faulty.refuse(
        message ->
            "2".equals(message.attributes().get(EventMessage.POSITION))
                && message.routingKey().startsWith("context.event."));
    Mplp mplp = runtime(EventsOut.to(faulty), null);
    Context context = context(mplp, "one");
    mplp.contexts().suspend(context.contextId(), null);
    mplp.events().record(context.contextId(), event(1));

    Eventually.until("all is done", () -> position() == storage.log().head() && position() == 3);

    assertThat(broker.sent())
        .extracting(message -> message.attributes().get(EventMessage.POSITION))
        .contains("1", "3");
    assertThat(broker.sent())
        .noneMatch(
            message ->
                "2".equals(message.attributes().get(EventMessage.POSITION))
                    && message.routingKey().startsWith("context.event."));
    assertThat(broker(mplp).status()).isEqualTo(Status.UP);
    assertThat(broker(mplp).detail())
        .contains("1 events that the broker never takes")
        .contains("at position 2 was refused: too dull");
    assertThat(mplp.relay()).get().satisfies(now -> assertThat(now.refused()).isEqualTo(1));
    mplp.close(Duration.ofSeconds(5));
    assertThat(RelayPosition.read(storage, "events").leftOut().refused()).isEqualTo(1);
    faulty.close();
  }

  private static CoreEvent event(int n) {
    return CoreEvent.builder(
            UUID.randomUUID().toString(),
            "webhook_received",
            EventFamily.EXTERNAL_INTEGRATION,
            Instant.EPOCH)
        .payload(JsonObject.of("n", n))
        .build();
  }

  @Test
  void contextThatTheBrokerDoesNotTake_holdsUpNoOther_howeverMuchItHasToTell() {
    FaultyBroker faulty = new FaultyBroker(broker, 7, 0);
    Mplp writer = runtime(null, null);
    Context held = context(writer, "held");
    faulty.hold(
        message -> held.contextId().value().equals(message.attributes().get(EventMessage.CONTEXT)));
    for (int i = 0; i < 3_000; i++) {
      writer.events().record(held.contextId(), event(i)); // two messages each
    }
    context(writer, "free");
    runtime(EventsOut.to(faulty), null);

    Eventually.until("the other one is sent", () -> !broker.sent().isEmpty());
    assertThat(position()).isZero();

    faulty.hold(message -> false);
    SentEvents.everythingInOrder(storage, broker);
    Eventually.until("its place is stored", () -> position() == storage.log().head());
    faulty.close();
  }

  @Test
  void failureOfTheRelayItself_isTold_andOverWhenItIsOver() {
    AtomicReference<@Nullable Supplier<RuntimeException>> thrown = new AtomicReference<>();
    Mplp mplp = runtime(EventsOut.to(new Stumbling(broker, thrown)), null);
    context(mplp, "one");
    SentEvents.everythingInOrder(storage, broker);

    thrown.set(() -> new IllegalStateException("a hiccup"));
    Eventually.until("it is met", () -> thrown.get() == null);
    context(mplp, "two");
    SentEvents.everythingInOrder(storage, broker);
    Eventually.until("it is over", () -> broker(mplp).status() == Status.UP);

    thrown.set(
        () -> {
          throw new NoClassDefFoundError("a class");
        });
    Eventually.until("it is told", () -> broker(mplp).detail().contains("NoClassDefFoundError"));
    assertThat(broker(mplp).status()).isEqualTo(Status.DEGRADED);
    context(mplp, "three");
    SentEvents.everythingInOrder(storage, broker);
    Eventually.until("it is over", () -> broker(mplp).status() == Status.UP);
  }

  @Test
  void relayWhoseThreadEnded_isTold() {
    Mplp mplp = runtime(EventsOut.to(broker), null);
    context(mplp, "one");
    SentEvents.everythingInOrder(storage, broker);

    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("mplp-relay"))
        .forEach(Thread::interrupt);

    Eventually.until("it is told", () -> broker(mplp).detail().contains("the relay has ended"));
    assertThat(broker(mplp).status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void pages_areBoundedInBytes() {
    for (int i = 0; i < 20; i++) {
      LogEntry large = LogEntry.of("large", null, new byte[1 << 20]);
      ChangeSet set = ChangeSet.builder("default").add(new Change.AppendLog(large)).build();
      assertThat(storage.commit(set).isCommitted()).isTrue();
    }
    Eventually.until("they have positions", () -> storage.log().sequence(100) >= 0 && head() == 20);

    LogPages pages = new LogPages(storage.log());
    long at = 0;
    while (at < 20) {
      LogPages.Page page = pages.read(at, 20);
      assertThat(page.records()).hasSizeBetween(1, 4);
      assertThat(page.upTo()).isEqualTo(at + page.records().size());
      at = page.upTo();
    }
  }

  private long head() {
    return storage.log().head();
  }

  /** Fails once on the thread of the relay when told to. */
  private record Stumbling(
      EventBroker behind, AtomicReference<@Nullable Supplier<RuntimeException>> thrown)
      implements EventBroker {

    @Override
    public BrokerHealth health() {
      boolean relays = Thread.currentThread().getName().contains("relay");
      Supplier<RuntimeException> next = relays ? thrown.getAndSet(null) : null;
      if (next != null) {
        throw next.get();
      }
      return behind.health();
    }

    @Override
    public CompletableFuture<Void> publish(EventMessage message) {
      return behind.publish(message);
    }

    @Override
    public EventGroups groups() {
      return behind.groups();
    }

    @Override
    public void close() {
      behind.close();
    }
  }
}
