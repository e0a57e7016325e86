package dev.mplp.runtime;

import static dev.mplp.runtime.Stage.end;
import static dev.mplp.runtime.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.crypto.EncryptedStorage;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A process that was left without the new key while keys are rotated. */
class MissingKeyTest {

  private static final String OLD = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String NEW = "k2:YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=";

  private final Storage behind = InMemoryStorage.create();
  private final Queue<Duration> pauses = new ConcurrentLinkedQueue<>();
  private final Queue<String> reasons = new ConcurrentLinkedQueue<>();
  private final RuntimeListener listener =
      new RuntimeListener() {
        @Override
        public void claimFailed(int failures, Duration pause, String reason) {
          pauses.add(pause);
          reasons.add(reason);
        }
      };

  private static PayloadCipher keys(String setting) {
    return AesGcm.of(setting, false);
  }

  private static MplpRuntime.Builder builder(Storage storage) {
    return MplpRuntime.builder()
        .storage(storage)
        .concurrency(4)
        .lease(Duration.ofSeconds(5))
        .poll(Duration.ofMillis(20));
  }

  @Test
  void workerWithoutTheKey_rests_tells_andLeavesTheStepsToThoseWhoHaveIt() {
    Storage poor = new EncryptedStorage(behind, keys(OLD));
    try (Mplp rich = builder(behind).encryption(keys(NEW + "," + OLD)).build();
        Mplp left = builder(poor).listener(listener).build()) {
      left.handlers()
          .register("r", call -> StepResult.failed(StepError.permanent("X", "must not be called")));
      Context context = rich.contexts().open("Keys", Root.of("lab", "test"));
      Plan plan =
          rich.plans()
              .create(
                  Plan.builder(context.contextId(), "Keys", "See what happens")
                      .step("a", step -> step.role("r"))
                      .build());
      Execution execution =
          rich.plans()
              .execute(plan.planId(), ExecutionOptions.builder().maxLostAttempts(0).build());
      eventually(() -> pauses.size() >= 4);

      assertThat(List.copyOf(pauses).subList(0, 4))
          .extracting(Duration::toMillis)
          .containsExactly(200L, 400L, 800L, 1600L);
      assertThat(reasons).allMatch(reason -> reason.contains("k2"));
      long unreadable = poor.health().unreadableClaims();
      assertThat(unreadable).isBetween(4L, 6L);

      rich.handlers().register("r", call -> StepResult.completed(JsonObject.of("by", "rich")));
      assertThat(end(execution).isCompleted()).as("it does not count as lost").isTrue();
      assertThat(rich.contexts().verify(context.contextId()).holds()).isTrue();
    }
  }

  @Test
  void stepsThatCanBeRead_areDone_besidesThoseThatCannot() {
    Storage poor = new EncryptedStorage(behind, keys(OLD));
    try (Mplp rich = builder(behind).encryption(keys(NEW + "," + OLD)).build()) {
      Context unreadable = rich.contexts().open("New", Root.of("lab", "test"));
      rich.plans().execute(rich.plans().create(plan(unreadable)).planId());
    } // or it would write with its key what the other one reads
    try (Mplp left = builder(poor).listener(listener).build()) {
      Context readable = left.contexts().open("Old", Root.of("lab", "test"));
      Plan plan = left.plans().create(plan(readable));
      left.handlers().register("r", call -> StepResult.completed());

      assertThat(end(left.plans().execute(plan.planId())).isCompleted()).isTrue();
      assertThat(poor.health().unreadableClaims()).isPositive();
    }
  }

  private static Plan plan(Context context) {
    return Plan.builder(context.contextId(), "Keys", "See what happens")
        .step("a", step -> step.role("r"))
        .build();
  }
}
