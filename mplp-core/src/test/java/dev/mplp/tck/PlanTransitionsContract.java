package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.MplpException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every status of a Plan, reached as it is reached in life, with every move that a caller can ask
 * for: what is legal is done, anything else is refused and changes nothing.
 */
public abstract class PlanTransitionsContract extends ServiceKit {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** What a caller asks for, named by where it leads. */
  private static final Map<PlanStatus, Set<PlanStatus>> FROM =
      Map.of(
          PlanStatus.PROPOSED, EnumSet.of(PlanStatus.DRAFT),
          PlanStatus.APPROVED, EnumSet.of(PlanStatus.DRAFT, PlanStatus.PROPOSED),
          PlanStatus.DRAFT, EnumSet.of(PlanStatus.PROPOSED, PlanStatus.APPROVED),
          PlanStatus.IN_PROGRESS, EnumSet.of(PlanStatus.DRAFT, PlanStatus.APPROVED),
          PlanStatus.CANCELLED,
              EnumSet.of(
                  PlanStatus.DRAFT,
                  PlanStatus.PROPOSED,
                  PlanStatus.APPROVED,
                  PlanStatus.IN_PROGRESS,
                  PlanStatus.FAILED));

  private final Map<PlanId, Execution> executions = new HashMap<>();

  /** For the storages. */
  protected PlanTransitionsContract() {}

  @BeforeEach
  void handle() {
    mplp().handlers().register("good", call -> StepResult.completed(JsonObject.empty()));
    mplp()
        .handlers()
        .register("bad", call -> StepResult.failed(StepError.permanent("BROKEN", "it is")));
    mplp().handlers().register("slow", call -> StepResult.delayed(Duration.ofDays(365)));
  }

  private PlanId plan(String role) {
    Plan plan = Plan.builder(context().contextId(), "Moves", "See").step("Work", role).build();
    return mplp().plans().create(plan).planId();
  }

  private PlanId at(PlanStatus status) throws InterruptedException {
    String role =
        status == PlanStatus.COMPLETED ? "good" : status == PlanStatus.FAILED ? "bad" : "slow";
    PlanId id = plan(role);
    switch (status) {
      case DRAFT -> {}
      case PROPOSED -> mplp().plans().propose(id);
      case APPROVED -> mplp().plans().approve(id, null);
      case IN_PROGRESS -> execute(id);
      case COMPLETED, FAILED -> execute(id).await(SOON);
      case CANCELLED -> mplp().plans().cancel(id, null);
    }
    assertThat(status(id)).isEqualTo(status);
    return id;
  }

  private Execution execute(PlanId id) {
    Execution execution = mplp().plans().execute(id);
    executions.put(id, execution);
    return execution;
  }

  private PlanStatus status(PlanId id) {
    return mplp().plans().get(id).status();
  }

  private void move(PlanId id, PlanStatus to) throws InterruptedException {
    switch (to) {
      case PROPOSED -> mplp().plans().propose(id);
      case APPROVED -> mplp().plans().approve(id, "looks good");
      case DRAFT -> mplp().plans().reopen(id, null);
      case IN_PROGRESS -> execute(id);
      case CANCELLED -> {
        mplp().plans().cancel(id, "enough");
        if (executions.containsKey(id)) {
          executions.get(id).await(SOON);
        }
      }
      default -> throw new AssertionError("no caller leads to " + to);
    }
  }

  @Test
  void everyMove_fromEveryStatus() throws Exception {
    for (PlanStatus to : FROM.keySet()) {
      for (PlanStatus from : PlanStatus.values()) {
        PlanId id = at(from);
        if (FROM.get(to).contains(from)) {
          move(id, to);
          assertThat(status(id)).as("%s to %s", from, to).isEqualTo(to);
        } else {
          long version = mplp().plans().read(id).version();
          String code = code(from, to);
          MplpException refused = refused(code, () -> move(id, to));
          assertThat(refused).hasMessageContaining(id.value());
          if (code.equals("INVALID_TRANSITION")) {
            assertThat(refused).hasMessageContaining(" is " + from.wire() + " and cannot become ");
          }
          assertThat(status(id)).as("%s to %s", from, to).isEqualTo(from);
          assertThat(mplp().plans().read(id).version()).isEqualTo(version);
        }
      }
    }
  }

  private static String code(PlanStatus from, PlanStatus to) {
    if (from == PlanStatus.IN_PROGRESS) {
      return "EXECUTION_OPEN";
    }
    boolean waits = from == PlanStatus.PROPOSED && to == PlanStatus.IN_PROGRESS;
    return waits ? "APPROVAL_REQUIRED" : "INVALID_TRANSITION";
  }

  @Test
  void resume_isForWhatFailedAlone() throws Exception {
    for (PlanStatus from :
        EnumSet.of(PlanStatus.IN_PROGRESS, PlanStatus.COMPLETED, PlanStatus.FAILED)) {
      PlanId id = at(from);
      Execution execution = executions.get(id);
      if (from == PlanStatus.FAILED) {
        mplp().plans().resume(execution.executionId()).await(SOON);
        assertThat(status(id)).isEqualTo(PlanStatus.FAILED);
        assertThat(execution.snapshot().traces()).hasSize(2);
      } else {
        refused("INVALID_TRANSITION", () -> mplp().plans().resume(execution.executionId()));
        assertThat(status(id)).isEqualTo(from);
      }
    }
  }
}
