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
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryBroker;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyBroker;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay over a log that is there already, of which the broker does not take a part. */
class RelayHeldBackTest {

  private static final int EVENTS = 1_000;

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final InMemoryBroker broker = InMemoryBroker.create();
  private final FaultyBroker faulty = new FaultyBroker(broker, 7, 0);
  private final Mplp writer = MplpRuntime.builder().storage(storage).build();
  private final Relay relay =
      new Relay(
          storage,
          new Commits(storage),
          faulty,
          false,
          Duration.ofMillis(600),
          Duration.ofMillis(300));

  @AfterEach
  void close() {
    relay.close();
    writer.close();
    faulty.close();
    storage.close();
  }

  private Context context(String title) {
    return writer.contexts().open(title, Root.of("finance", "test"));
  }

  private void tell(Context context) {
    for (int i = 0; i < EVENTS; i++) {
      CoreEvent event =
          CoreEvent.builder(
                  UUID.randomUUID().toString(),
                  "webhook_received",
                  EventFamily.EXTERNAL_INTEGRATION,
                  Instant.EPOCH)
              .payload(JsonObject.of("n", i))
              .build();
      writer.events().record(context.contextId(), event);
    }
  }

  private void append(String type, @Nullable String context, byte[] body, int many) {
    ChangeSet.Builder set = ChangeSet.builder("default");
    for (int i = 0; i < many; i++) {
      set.add(new Change.AppendLog(LogEntry.of(type, context, body)));
    }
    assertThat(storage.commit(set.build()).isCommitted()).isTrue();
  }

  private static Predicate<EventMessage> of(@Nullable Context context) {
    String id = context == null ? null : context.contextId().value();
    return message ->
        id == null
            ? !message.attributes().containsKey(EventMessage.CONTEXT)
            : id.equals(message.attributes().get(EventMessage.CONTEXT));
  }

  private RelayPosition position() {
    return RelayPosition.read(storage, "events");
  }

  private boolean isSent(Context context) {
    return broker.sent().stream().anyMatch(of(context));
  }

  @Test
  void recordsThatRetentionRemovedBeforeAHeldContextWasReadOn_areLeftOut_andCounted() {
    Context held = context("held");
    tell(held);
    Context free = context("free");
    faulty.hold(of(held));
    relay.start();
    Eventually.until("all was read", () -> isSent(free));

    int below = 700;
    int removed = storage.log().truncate("default", Instant.MAX, below, 10_000);
    assertThat(removed).isEqualTo(below - 1);
    faulty.hold(message -> false);
    Eventually.until("all is done", () -> position().position() == storage.log().head());

    long sent =
        broker.sent().stream()
            .map(message -> message.attributes().get(EventMessage.POSITION))
            .distinct()
            .count();
    assertThat(sent).isBetween(300L, 700L);
    assertThat(position().leftOut().removed()).isEqualTo(storage.log().head() - sent);
  }

  @Test
  void whatBelongsToNoContext_isReadOn_too() {
    tell(context("told"));
    LogEntry like = storage.log().readAll(0, 1).get(0).entry();
    for (int i = 0; i < 10; i++) {
      append(like.type(), null, like.body(), 100);
      context("in between " + i);
    }
    Context free = context("free");
    faulty.hold(of(null));
    relay.start();
    Eventually.until("all was read", () -> isSent(free));

    faulty.hold(message -> false);

    SentEvents.everythingInOrder(storage, broker);
    Eventually.until("all is done", () -> position().position() == storage.log().head());
    assertThat(position().leftOut().isNothing()).isTrue();
  }

  @Test
  void recordOfALaterVersion_endsTheRelay_alsoWhileAContextIsHeldBack() {
    Context held = context("held");
    faulty.hold(of(held));
    Context free = context("free");
    append("plan.dreamt", null, new byte[] {'{', '}'}, 1);
    relay.start();

    Eventually.until("it ends", () -> relay.health().detail().contains("position 3"));
    assertThat(isSent(free)).isTrue();
    assertThat(position().position()).isZero();
    UUID other = UUID.randomUUID();
    Eventually.until(
        "another process can go on",
        () -> storage.leases().acquire("relay-events", other, Duration.ofMinutes(1)).isPresent());
  }

  @Test
  void messageThatDoesNotGetThrough_isToldByHealth_asLongAsThatIsSo() {
    Context held = context("held");
    faulty.hold(of(held));
    relay.start();

    Eventually.until("it is told", () -> relay.health().status() == Status.DEGRADED);
    Part told = relay.health();
    assertThat(told.detail())
        .contains("at position 1 of Context " + held.contextId().value())
        .contains("holds back what follows it there")
        .contains("taken away");
    faulty.hold(message -> false);
    Eventually.until("it is over", () -> relay.health().status() == Status.UP);
  }

  @Test
  void errorWhileAnErrorIsHandled_doesNotEndTheRelay() {
    context("one");
    AtomicInteger released = new AtomicInteger();
    Storage failing =
        StorageTap.over(
            storage,
            call -> {
              if (call.name().equals("leases.release") && released.getAndIncrement() == 0) {
                throw new StackOverflowError("while it is given back");
              }
              return call.proceed();
            });
    faulty.hold(
        message -> {
          throw new StackOverflowError("while it is sent");
        });
    Duration lease = Duration.ofMillis(600);
    try (Relay other = new Relay(failing, new Commits(failing), faulty, false, lease)) {
      other.start();
      Eventually.until("both are met", () -> released.get() > 0);
      Eventually.until("it is told", () -> other.health().detail().contains("tries again"));

      faulty.hold(message -> false);

      SentEvents.everythingInOrder(storage, broker);
      Eventually.until("it is over", () -> other.health().status() == Status.UP);
    }
  }
}
