package dev.mplp.runtime.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.crypto.EncryptedBroker;
import dev.mplp.runtime.memory.InMemoryBroker;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay from the log, in whole runtimes over storage and broker in memory. */
class RelayTest {

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final InMemoryBroker broker = InMemoryBroker.create();
  private final List<Mplp> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(mplp -> mplp.close(Duration.ofSeconds(5)));
    storage.close();
  }

  private Mplp runtime(EventsOut events) {
    Mplp mplp =
        MplpRuntime.builder()
            .storage(storage)
            .events(events)
            .lease(Duration.ofSeconds(3))
            .poll(Duration.ofMillis(20))
            .build();
    mplp.handlers().register("clerk", call -> StepResult.completed());
    open.add(mplp);
    return mplp;
  }

  private static void run(Mplp mplp, String title) {
    Context context = mplp.contexts().open(title, Root.of("finance", "test"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), title, "Decide")
                    .step("First", "clerk")
                    .step("Second", "clerk")
                    .build());
    Execution execution = mplp.plans().execute(plan.planId());
    assertThat(execution.toFuture().orTimeout(60, TimeUnit.SECONDS).join().isCompleted()).isTrue();
  }

  private Map<String, List<String>> expected() {
    return SentEvents.expected(storage);
  }

  private Map<String, List<String>> sent() {
    return SentEvents.first(broker);
  }

  private void everythingWasSentInOrder() {
    SentEvents.everythingInOrder(storage, broker);
  }

  private long position() {
    return RelayPosition.read(storage, "events").position();
  }

  /** As it is kept in documents-2.txt: where a relay stopped is known for ever. */
  @Test
  void storedPosition_isRead() {
    byte[] body = "{\"v\":1,\"position\":42}".getBytes(UTF_8);
    Change put = new Change.PutDocument(Kinds.RELAY, "events", 0, body, Map.of());
    assertThat(storage.commit(ChangeSet.builder("default").add(put).build()).isCommitted())
        .isTrue();
    assertThat(position()).isEqualTo(42);
  }

  @Test
  void everyEventOfEveryTenant_isSentOnce_inOrder() {
    Mplp mplp = runtime(EventsOut.to(broker));
    run(mplp, "one");
    run(mplp.as(Principal.of(Tenant.of("other"), "alice")), "two");

    everythingWasSentInOrder();

    assertThat(broker.sent()).hasSameSizeAs(SentEvents.ids(expected()));
    assertThat(sent()).hasSizeGreaterThanOrEqualTo(2);
    Eventually.until("its place is stored", () -> position() == storage.log().head());
    assertThat(mplp.health().status()).isEqualTo(Status.UP);
  }

  @Test
  void messages_areCloudEventsOfTheRecord() {
    Mplp mplp = runtime(EventsOut.to(broker));
    run(mplp, "one");
    everythingWasSentInOrder();

    EventRecord created =
        mplp.events().read(null, 0, 1000).stream()
            .filter(found -> found.type().equals("plan.created"))
            .findFirst()
            .orElseThrow();
    EventMessage message =
        broker.sent().stream()
            .filter(one -> one.routingKey().equals("plan.event.plan_created"))
            .findFirst()
            .orElseThrow();
    assertThat(message.id())
        .isEqualTo(Objects.requireNonNull(created.inline()).eventId().uuid().toString());
    assertThat(message.type()).isEqualTo("dev.mplp.event.plan.created");
    assertThat(message.source()).isEqualTo("/mplp/default");
    assertThat(message.subject())
        .isEqualTo("plan/" + Objects.requireNonNull(created.subject()).id().value());
    assertThat(message.time()).isEqualTo(created.time());
    assertThat(message.attributes())
        .containsEntry("position", Long.toString(created.position()))
        .containsEntry("tenant", "default")
        .containsKey("contextid");
    assertThat(broker.sent())
        .extracting(EventMessage::routingKey)
        .allMatch(key -> key.matches("[a-z]+\\.[a-z_]+\\.[A-Za-z0-9_]+"))
        .anyMatch(key -> key.contains(".sa."))
        .anyMatch(key -> key.contains(".pipeline_stage."));
  }

  @Test
  void faultyBroker_getsEverythingInOrder() {
    FaultyBroker faulty = new FaultyBroker(broker, 7, 0.3);
    Mplp mplp = runtime(EventsOut.to(faulty));
    for (int i = 0; i < 5; i++) {
      run(mplp, "plan " + i);
    }

    everythingWasSentInOrder();
    faulty.close();
  }

  @Test
  void refusedEvent_holdsBackItsContextAlone() {
    FaultyBroker faulty = new FaultyBroker(broker, 7, 0);
    Mplp mplp = runtime(EventsOut.to(faulty));
    faulty.hold(message -> message.routingKey().equals("context.event.context_created"));
    run(mplp, "held");
    String held =
        mplp.contexts().list(ContextFilter.all(), null, 10).items().get(0).contextId().value();
    faulty.hold(
        message ->
            message.routingKey().equals("context.event.context_created")
                && held.equals(message.attributes().get(EventMessage.CONTEXT)));
    run(mplp, "free");

    Eventually.until(
        "the other is sent", () -> sent().size() >= 1 && SentEvents.ids(sent()).size() > 10);
    assertThat(sent()).doesNotContainKey("default/" + held);
    faulty.hold(message -> false);
    everythingWasSentInOrder();
    faulty.close();
  }

  @Test
  void brokerAway_fromTheStart_plansGoOn_healthSaysDegraded_eventsFollow() {
    FaultyBroker faulty = new FaultyBroker(broker, 7, 0);
    faulty.away(true);
    Mplp mplp = runtime(EventsOut.to(faulty));
    run(mplp, "one");

    RuntimeHealth health = mplp.health();

    assertThat(health.status()).isEqualTo(Status.DEGRADED);
    assertThat(health.parts())
        .extracting(RuntimeHealth.Part::name)
        .containsExactly("storage", "broker");
    assertThat(health.parts().get(0).status()).isEqualTo(Status.UP);
    assertThat(health.parts().get(1).detail())
        .contains("taken away")
        .contains(storage.log().head() + " records of the log wait");
    assertThat(broker.sent()).isEmpty();
    faulty.away(false);
    everythingWasSentInOrder();
    faulty.close();
  }

  @Test
  void nextRuntime_goesOnWhereTheFormerStopped() {
    Mplp first = runtime(EventsOut.to(broker));
    run(first, "one");
    everythingWasSentInOrder();
    first.close(Duration.ofSeconds(5));
    int before = broker.sent().size();
    assertThat(position()).isEqualTo(storage.log().head());

    run(runtime(EventsOut.to(broker)), "two");
    everythingWasSentInOrder();

    assertThat(broker.sent().size() - before).isLessThan(before + 10);
    assertThat(broker.sent()).hasSameSizeAs(SentEvents.ids(expected()));
  }

  @Test
  void severalRuntimes_sendOnceEach_andTakeOver() {
    Mplp first = runtime(EventsOut.to(broker));
    Mplp second = runtime(EventsOut.to(broker));
    run(first, "one");
    run(second, "two");
    everythingWasSentInOrder();
    assertThat(broker.sent()).hasSameSizeAs(SentEvents.ids(expected()));

    first.close(Duration.ofSeconds(5));
    run(second, "three");
    everythingWasSentInOrder();
  }

  @Test
  void encryptedRuntime_sendsEncryptedData_unlessToldOtherwise() {
    PayloadCipher cipher = AesGcm.of("k:" + "A".repeat(43) + "=", false);
    Storage plain = InMemoryStorage.create();
    InMemoryBroker clear = InMemoryBroker.create();
    try (Mplp sealed =
            MplpRuntime.builder()
                .ownedStorage(InMemoryStorage.create())
                .encryption(cipher)
                .events(EventsOut.to(broker))
                .build();
        Mplp open =
            MplpRuntime.builder()
                .ownedStorage(plain)
                .encryption(cipher)
                .events(EventsOut.to(clear).plain())
                .build()) {
      sealed.contexts().open("secret", Root.of("finance", "test"));
      open.contexts().open("secret", Root.of("finance", "test"));

      Eventually.until("both send", () -> broker.sent().size() > 1 && clear.sent().size() > 1);
      EventMessage encrypted = broker.sent().get(0);
      assertThat(encrypted.contentType()).isEqualTo(EventMessage.ENCRYPTED);
      EventMessage readable = EncryptedBroker.decrypted(encrypted, cipher);
      assertThat(readable.contentType()).isEqualTo(EventMessage.JSON);
      assertThat(new String(readable.data(), UTF_8)).contains(encrypted.id());
      assertThat(clear.sent().get(0).contentType()).isEqualTo(EventMessage.JSON);
    }
  }

  @Test
  void recordsThatRetentionRemoved_areToldAndPassedOver() {
    Mplp mplp = MplpRuntime.builder().storage(storage).build();
    open.add(mplp);
    mplp.contexts().open("old", Root.of("finance", "test"));
    long old = storage.log().head();
    mplp.contexts().open("new", Root.of("finance", "test"));
    storage.log().truncate("default", storage.now().plusSeconds(60), old + 1, 1000);

    Mplp sending = runtime(EventsOut.to(broker));

    everythingWasSentInOrder();
    Eventually.until(
        "it is told", () -> sending.health().toString().contains("records that were removed"));
    assertThat(broker.sent()).isNotEmpty();
  }
}
