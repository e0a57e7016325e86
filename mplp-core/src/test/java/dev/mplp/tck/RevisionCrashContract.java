package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.Mplp;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Principal;
import dev.mplp.model.RevisionId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionState;
import dev.mplp.spi.StorageException;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that die, commits whose outcome is unknown, and races around proposed revisions. */
public abstract class RevisionCrashContract extends RevisionKit {

  /** For the storages. */
  protected RevisionCrashContract() {}

  /** The process that decides dies before it does what follows. */
  @Test
  void processThatDecidesAndDies_leavesItToAnother() throws Exception {
    Execution execution = begun();
    RevisionProposal proposal = propose(execution, byAda());
    Mplp dying = anotherBehind(storage -> StorageTap.over(storage, RevisionCrashContract::dead));
    Mplp ada = dying.as(Principal.of("ada"));
    ConfirmId confirm = confirm(proposal);
    ada.confirms().approve(confirm, ada.confirms().get(confirm).digest(), null);
    eventually(() -> revision(proposal).state() == RevisionState.APPLIED);
    assertThat(approval(confirm).consumed()).isTrue();
    assertThat(planned(execution.planId())).hasSize(4);
    goesOnWith(execution, "pay", "tell", "check");
    assertThat(records("confirm.consumed", "revision.applied")).hasSize(2);
  }

  private static @Nullable Object dead(StorageTap.Call call) {
    if (call.name().equals("commit") && Arrays.toString(call.arguments()).contains("ReviseExec")) {
      throw new StorageException(false, "this process is dead", null);
    }
    return call.proceed();
  }

  /** Each commit may fail, or happen and not be answered: nothing is lost, nothing doubled. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void failuresAndUnknownOutcomes_applyOnce(long seed) throws Exception {
    Execution execution = begun();
    Versioned<Plan> read = read(execution);
    Mplp shaky = anotherBehind(storage -> new FaultyStorage(storage, seed, 0.2, 0.3));
    RevisionId id =
        shaky
            .as(Principal.of("carol"))
            .plans()
            .revisions()
            .propose(longer(read.value(), "check"), read.version(), byAda())
            .revisionId();
    assertThat(mplp().plans().revisions().list(execution.planId(), null, 10).items()).hasSize(1);
    RevisionProposal proposal = mplp().plans().revisions().get(id);
    ConfirmId confirm = confirm(proposal);
    Mplp ada = shaky.as(Principal.of("ada"));
    ada.confirms().approve(confirm, ada.confirms().get(confirm).digest(), null);
    eventually(() -> revision(proposal).state() == RevisionState.APPLIED);
    assertThat(planned(execution.planId())).containsExactly("wait", "pay", "tell", "check");
    goesOnWith(execution, "pay", "tell", "check");
    assertThat(records("revision.proposed", "confirm.consumed", "revision.applied")).hasSize(3);
  }

  /** Whoever revises the plan in the very moment of the decision is either before or after it. */
  @Test
  void decisionAndAnotherRevision_doNotBothPass() throws Exception {
    for (int i = 0; i < 10; i++) {
      Execution execution = begun();
      Versioned<Plan> read = read(execution);
      RevisionProposal proposal = propose(execution, byAda());
      ExecutorService both = Executors.newFixedThreadPool(2);
      try {
        Future<?> decided = both.submit(() -> tried(() -> approve(confirm(proposal), "ada")));
        Future<?> revised =
            both.submit(
                () ->
                    tried(
                        () ->
                            mplp().plans().revise(longer(read.value(), "other"), read.version())));
        decided.get(30, TimeUnit.SECONDS);
        revised.get(30, TimeUnit.SECONDS);
      } finally {
        both.shutdownNow();
      }
      eventually(() -> !revision(proposal).state().isOpen());
      boolean applied = revision(proposal).state() == RevisionState.APPLIED;
      assertThat(planned(execution.planId()))
          .containsExactly("wait", "pay", "tell", applied ? "check" : "other");
      assertThat(approval(confirm(proposal)).consumed()).isEqualTo(applied);
      execution.cancel(null);
    }
  }

  private static void tried(Runnable act) {
    try {
      act.run();
    } catch (ConflictException | IllegalTransitionException e) {
      assertThat(e.code()).isIn("VERSION_CONFLICT", "INVALID_TRANSITION");
    }
  }
}
