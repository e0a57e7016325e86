package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.administration.ActFilter;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.administration.Erasure;
import dev.mplp.administration.ErasureRequest;
import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.administration.Sweep;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.context.StateKey;
import dev.mplp.model.Governance;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the page about retention shows. */
class RetentionExampleTest {

  private static RetentionPolicy policy() {
    RetentionPolicy policy =
        RetentionPolicy.builder()
            .keep(Retained.PLANS, Keep.days(365))
            .keep(Retained.EXECUTIONS, Keep.days(90).butAtMost(100_000))
            .keep(Retained.TRACES, Keep.days(90))
            .keep(Retained.LOG, Keep.days(90))
            .build();
    return policy;
  }

  private static Mplp runtime(Storage storage, RetentionPolicy policy) {
    Mplp mplp = MplpRuntime.builder().storage(storage).retention(policy).build();
    return mplp;
  }

  @Test
  void sweepByHand_removesWhatThePreviewTold() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    RetentionPolicy policy = policy();
    try (Storage storage = InMemoryStorage.builder().clock(now::get).build();
        Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      mplp.contexts().open("Old", Root.of("lab", "test"));
      now.updateAndGet(before -> before.plus(Duration.ofDays(100)));

      Sweep expected = mplp.administration().preview(policy);
      Sweep done = mplp.administration().sweep(policy, "monthly clean-up, ticket 4711");

      assertThat(done).isEqualTo(expected);
      assertThat(done.removed(Retained.LOG)).isEqualTo(1);
    }
  }

  @Test
  void runtimeWithAPolicy_sweepsByItself() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (Storage storage = InMemoryStorage.builder().clock(now::get).build()) {
      try (Mplp before = MplpRuntime.builder().storage(storage).build()) {
        before.contexts().open("Old", Root.of("lab", "test"));
      }
      now.updateAndGet(before -> before.plus(Duration.ofDays(100)));

      try (Mplp mplp = runtime(storage, policy())) {
        List<AdministrativeAct> swept = List.of();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (swept.isEmpty()) {
          assertThat(System.nanoTime()).as("the first sweep in time").isLessThan(end);
          swept =
              mplp.administration().acts(ActFilter.of(AdministrativeAct.SWEEP), null, 10).items();
        }
        assertThat(swept.get(0).subject()).isEqualTo("system");
        assertThat(swept.get(0).details().get("removed")).isEqualTo(JsonObject.of("log", 1));
      }
    }
  }

  @Test
  void erasure_takesOutWhatAPersonWrote() {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      Context context = mplp.contexts().open("Support", Root.of("lab", "test"));
      mplp.contexts().state(context.contextId()).put(StateKey.text("phone"), "0170", 0);

      Erasure erasure =
          mplp.administration()
              .erase(
                  ErasureRequest.of("alice", "request 12")
                      .withState(context.contextId(), StateKey.text("phone"))
                      .withAttributes("customer_name"));

      assertThat(erasure).isEqualTo(new Erasure(0, 1, 1));
      assertThat(mplp.contexts().state(context.contextId()).get(StateKey.text("phone"))).isEmpty();
    }
  }

  @Test
  void acts_tellWhoDidWhatAndWhy() {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      Context locked = lockedContext(mplp);
      mplp.overridingLocks("court order 17").contexts().suspend(locked.contextId(), null);

      mplp.administration().record("keys.rotated", "yearly", JsonObject.of("key", "2027-1"));
      List<AdministrativeAct> acts =
          mplp.administration().acts(ActFilter.of("lock.override"), null, 100).items();

      assertThat(acts)
          .singleElement()
          .satisfies(act -> assertThat(act.reason()).isEqualTo("court order 17"));
      assertThat(mplp.administration().acts(ActFilter.ALL, null, 100).items()).hasSize(2);
    }
  }

  private static Context lockedContext(Mplp mplp) {
    Context open = mplp.contexts().open("Locked", Root.of("lab", "test"));
    long version = mplp.contexts().read(open.contextId()).version();
    return mplp.contexts()
        .update(
            open.toBuilder().governance(Governance.builder().locked(true).build()).build(), version)
        .value();
  }
}
