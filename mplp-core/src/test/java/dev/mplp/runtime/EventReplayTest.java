package dev.mplp.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.crypto.EncryptedBroker;
import dev.mplp.runtime.memory.InMemoryBroker;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log is sent to one group again. */
class EventReplayTest {

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final InMemoryBroker broker = InMemoryBroker.create();
  private final List<EventDelivery> taken = new CopyOnWriteArrayList<>();
  private final List<EventDelivery> others = new CopyOnWriteArrayList<>();
  private final Mplp mplp = MplpRuntime.builder().storage(storage).build();

  @BeforeEach
  void subscribe() {
    broker.groups().subscribe(EventGroup.of("late", "#"), taken::add);
    broker.groups().subscribe(EventGroup.of("other", "#"), others::add);
  }

  @AfterEach
  void close() {
    mplp.close();
    broker.close();
    storage.close();
  }

  private static List<Context> contexts(Mplp mplp, int many) {
    List<Context> opened = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Context context = mplp.contexts().open("context " + i, Root.of("finance", "test"));
      mplp.contexts().suspend(context.contextId(), null);
      opened.add(context);
    }
    return opened;
  }

  private long head(long expected) {
    Eventually.until("positions are given", () -> storage.log().head() == expected);
    return expected;
  }

  private EventReplay.Builder replay() {
    return EventReplay.builder(storage, broker, "late");
  }

  private List<EventMessage> messages(long expected) {
    Eventually.until("they arrive", () -> taken.size() >= expected);
    assertThat(taken).hasSize((int) expected);
    return taken.stream().map(EventDelivery::message).toList();
  }

  private static List<Long> positions(List<EventMessage> messages) {
    return messages.stream()
        .map(one -> Long.valueOf(one.attributes().get(EventMessage.POSITION)))
        .distinct()
        .toList();
  }

  @Test
  void everything_reachesOneGroup_inOrder_marked() {
    contexts(mplp, 3);
    long head = head(6);

    Replayed done = replay().build().run();

    assertThat(done.complete()).isTrue();
    assertThat(done.position()).isEqualTo(head);
    List<EventMessage> messages = messages(done.messages());
    assertThat(positions(messages)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(taken).allMatch(EventDelivery::replayed);
    assertThat(others).isEmpty();
    for (long first = 1; first < head; first += 2) {
      assertThat(positions(messages)).containsSubsequence(first, first + 1);
    }
    assertThat(messages).extracting(EventMessage::id).doesNotHaveDuplicates();
  }

  @Test
  void partOfTheLog_byPositionsTimePatternTenantAndContext() {
    List<Context> contexts = contexts(mplp, 3);
    contexts(mplp.as(Principal.of(Tenant.of("acme"), "alice")), 2);
    head(10);

    Replayed middle =
        EventReplay.builder(storage, broker, "late")
            .after(2)
            .upTo(5)
            .patterns("context.event.*")
            .build()
            .run();
    assertThat(middle.position()).isEqualTo(5);
    assertThat(positions(messages(3))).containsExactlyInAnyOrder(3L, 4L, 5L);
    taken.clear();

    replay().tenant(Tenant.of("acme")).patterns("*.event.*").build().run();
    assertThat(positions(messages(4))).containsExactlyInAnyOrder(7L, 8L, 9L, 10L);
    taken.clear();

    replay().context(contexts.get(1).contextId()).patterns("*.event.#").build().run();
    assertThat(positions(messages(2))).containsExactly(3L, 4L);
    taken.clear();

    Instant fifth = storage.log().readAll(4, 5).get(0).time();
    replay().since(fifth).upTo(6).patterns("#.event.*").build().run();
    assertThat(positions(messages(2))).containsExactly(5L, 6L);
    taken.clear();

    replay().since(Instant.EPOCH).upTo(1).patterns("#.event.*").build().run();
    assertThat(positions(messages(1))).containsExactly(1L);
    Replayed nothing = replay().since(Instant.now().plusSeconds(3600)).build().run();
    assertThat(nothing.messages()).isZero();
    assertThat(nothing.position()).isEqualTo(10);
  }

  @Test
  void replayInParts_missesNothing() {
    contexts(mplp, 5);
    long head = head(10);
    long at = 0;
    long messages = 0;
    int parts = 0;
    while (at < head) {
      Replayed part = replay().after(at).atMost(3).build().run();
      assertThat(part.position()).isGreaterThan(at);
      assertThat(part.complete()).isEqualTo(part.position() == head);
      at = part.position();
      messages += part.messages();
      parts++;
    }
    assertThat(parts).isGreaterThan(2);
    assertThat(messages(messages)).extracting(EventMessage::id).doesNotHaveDuplicates();
    assertThat(positions(messages(messages))).hasSize(10);
  }

  @Test
  void logThatWasTruncated_isRefused_unlessToldOtherwise() {
    contexts(mplp, 3);
    contexts(mplp.as(Principal.of(Tenant.of("acme"), "alice")), 1);
    head(8);
    storage.log().truncate("default", storage.now().plusSeconds(60), 3, 100);

    assertThatThrownBy(() -> replay().build().run())
        .isInstanceOfSatisfying(
            LogTruncatedException.class, e -> assertThat(e.oldest()).isEqualTo(3));
    assertThatThrownBy(() -> replay().tenant(Tenant.of("default")).build().run())
        .isInstanceOf(LogTruncatedException.class);
    assertThat(taken).isEmpty();

    assertThat(replay().after(2).patterns("#.event.*").build().run().messages()).isEqualTo(6);
    messages(6);
    taken.clear();
    Replayed kept = replay().passingOverRemoved().patterns("#.event.*").build().run();
    assertThat(kept.messages()).isEqualTo(6);
    assertThat(kept.removed()).isEqualTo(2);
    messages(6);
    taken.clear();
    replay().tenant(Tenant.of("acme")).patterns("#.event.*").build().run();
    assertThat(positions(messages(2))).containsExactly(7L, 8L);
  }

  @Test
  void groupThatNeverWas_andBrokerThatIsAway_stopIt_withWhereToGoOn() {
    contexts(mplp, 200);
    head(400);
    ReplayStoppedException nobody =
        catchThrowableOfType(
            ReplayStoppedException.class,
            () -> EventReplay.builder(storage, broker, "nobody").after(7).build().run());
    assertThat(nobody.retryable()).isFalse();
    assertThat(nobody.position()).isEqualTo(7);
    assertThat(nobody).hasMessageContaining("nobody").hasMessageContaining("after position 7");

    FaultyBroker faulty = new FaultyBroker(broker, 7, 0.2);
    List<Replayed> told = new ArrayList<>();
    ReplayStoppedException away =
        catchThrowableOfType(
            ReplayStoppedException.class,
            () ->
                EventReplay.builder(storage, faulty, "late")
                    .patience(Duration.ofMillis(300))
                    .onProgress(
                        now -> {
                          told.add(now);
                          faulty.away(true);
                        })
                    .build()
                    .run());
    assertThat(away.retryable()).isTrue();
    assertThat(told).hasSize(1);
    assertThat(away.position()).isEqualTo(told.get(0).position()).isBetween(1L, 399L);

    faulty.away(false);
    Replayed rest =
        EventReplay.builder(storage, faulty, "late").after(away.position()).build().run();
    assertThat(rest.complete()).isTrue();
    assertThat(rest.messages() + told.get(0).messages())
        .isEqualTo(taken.stream().map(one -> one.message().id()).distinct().count());
    assertThat(positions(taken.stream().map(EventDelivery::message).toList())).hasSize(400);
    faulty.close();
  }

  @Test
  void encryptedLog_isSentEncrypted_unlessToldOtherwise() {
    PayloadCipher cipher = AesGcm.of("k:" + "A".repeat(43) + "=", false);
    InMemoryStorage sealed = InMemoryStorage.create();
    try (Mplp secret = MplpRuntime.builder().ownedStorage(sealed).encryption(cipher).build()) {
      contexts(secret, 1);
      Eventually.until("positions are given", () -> sealed.log().head() == 2);

      ReplayStoppedException without =
          catchThrowableOfType(
              ReplayStoppedException.class,
              () -> EventReplay.builder(sealed, broker, "late").build().run());
      assertThat(without.position()).isZero();
      Replayed done = EventReplay.builder(sealed, broker, "late").encryption(cipher).build().run();
      EventMessage first = messages(done.messages()).get(0);
      assertThat(first.contentType()).isEqualTo(EventMessage.ENCRYPTED);
      String readable = new String(EncryptedBroker.decrypted(first, cipher).data(), UTF_8);
      assertThat(readable).contains(first.id());
      taken.clear();
      EventReplay.builder(sealed, broker, "late").encryption(cipher).plain().build().run();
      assertThat(messages(done.messages()))
          .allMatch(one -> one.contentType().equals(EventMessage.JSON));
    }
  }
}
