package dev.mplp.runtime.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.plan.CompensationStatus;
import dev.mplp.plan.StepCompensation;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads how the undoing of single steps stands. */
final class UndoneSteps {

  private static final int PAGE = 1000;

  private final Storage storage;

  UndoneSteps(Storage storage) {
    this.storage = storage;
  }

  /** All of them by step; none when nothing was to be undone. */
  Map<UUID, StepCompensation> of(ExecutionRecord record) {
    Map<UUID, StepCompensation> undone = new HashMap<>();
    if (record.compensation() == null) {
      return undone;
    }
    List<StepRun> page;
    int after = -1;
    do {
      page = page(record, record.compensation(), after, PAGE);
      for (StepRun step : page) {
        after = step.index();
        undone.put(step.stepId(), view(step));
      }
    } while (page.size() == PAGE);
    return undone;
  }

  /** In the order in which they are undone. */
  List<StepRun> page(
      ExecutionRecord record, CompensationRecord compensation, int after, int limit) {
    String tenant = record.principal().tenant().name();
    return storage.work().steps(tenant, compensation.workId(), after, limit);
  }

  static StepCompensation view(StepRun step) {
    StepRecord kept = StepRecord.of(step.result());
    CompensationStatus status = status(step.state());
    boolean done = status == CompensationStatus.COMPENSATED;
    @Nullable StepError error = done ? null : kept.error();
    return new StepCompensation(
        new StepId(step.stepId()),
        status,
        step.attempt(),
        done ? kept.outputOrEmpty() : JsonObject.empty(),
        error);
  }

  private static CompensationStatus status(StepState state) {
    return switch (state) {
      case WAITING, HELD, CLAIMABLE, DELAYED -> CompensationStatus.PENDING;
      case PARKED -> CompensationStatus.WAITING;
      case RUNNING -> CompensationStatus.RUNNING;
      case COMPLETED -> CompensationStatus.COMPENSATED;
      case FAILED -> CompensationStatus.FAILED;
      case SKIPPED -> CompensationStatus.SKIPPED;
    };
  }
}
