package dev.mplp.runtime.plan;

import dev.mplp.NotFoundException;
import dev.mplp.agent.StepError;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.StepId;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.RemoteRequest;
import dev.mplp.plan.StepCompensation;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.runtime.object.Cursors;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.remote.ParkedStep;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads executions: their records, and what became of their steps. */
public final class Executions {

  private static final int PAGE = 1000;

  private final Storage storage;

  /** Executions of this storage. */
  public Executions(Storage storage) {
    this.storage = storage;
  }

  /** The record, empty when there is none. */
  public Optional<ExecutionRecord> find(String tenant, ExecutionId executionId) {
    return storage
        .get(new DocumentKey(tenant, Kinds.EXECUTION, executionId.value()))
        .map(ExecutionRecord::of);
  }

  /**
   * The record.
   *
   * @throws NotFoundException when there is none
   */
  public ExecutionRecord get(String tenant, ExecutionId executionId) {
    return find(tenant, executionId)
        .orElseThrow(() -> new NotFoundException("execution", executionId.value()));
  }

  /** Executions of a Context that have not ended, page by page. */
  public void eachOpen(String tenant, ContextId contextId, Consumer<ExecutionRecord> visitor) {
    long after = 0;
    List<Document> page;
    do {
      page =
          storage.list(
              new DocumentQuery(
                  tenant,
                  Kinds.EXECUTION,
                  Map.of("context_id", contextId.value(), "open", "true"),
                  after,
                  PAGE));
      for (Document document : page) {
        after = document.order();
        visitor.accept(ExecutionRecord.of(document));
      }
    } while (page.size() == PAGE);
  }

  /** Whether steps were let go: not while it waits at its gate, nor when it was refused there. */
  boolean began(String tenant, ExecutionId executionId) {
    return storage.work().execution(tenant, executionId.uuid()).isPresent();
  }

  /** Steps of an execution in order, page by page. */
  public void eachStep(String tenant, ExecutionId executionId, Consumer<StepRun> visitor) {
    int after = -1;
    List<StepRun> page;
    do {
      page = storage.work().steps(tenant, executionId.uuid(), after, PAGE);
      for (StepRun step : page) {
        after = step.index();
        visitor.accept(step);
      }
    } while (page.size() == PAGE);
  }

  /** What an execution that ended came to; of one that is too large the first steps. */
  ExecutionResult result(ExecutionRecord record) {
    List<StepOutcome> steps = new ArrayList<>();
    Map<UUID, StepCompensation> undone = new UndoneSteps(storage).of(record);
    long bytes = 0;
    int after = -1;
    List<StepRun> page;
    do {
      page = steps(record.principal().tenant().name(), record.executionId(), after, PAGE);
      for (StepRun step : page) {
        after = step.index();
        byte[] result = step.result();
        bytes += result == null ? 0 : result.length;
        if (steps.size() == ExecutionResult.MOST_STEPS || bytes > ExecutionResult.MOST_BYTES) {
          return new ExecutionResult(snapshot(record), steps, false);
        }
        if (step.skipReason() != SkipReason.REVISED) {
          steps.add(outcome(step, undone.get(step.stepId())));
        }
      }
    } while (page.size() == PAGE);
    return new ExecutionResult(snapshot(record), steps, true);
  }

  private List<StepRun> steps(String tenant, ExecutionId executionId, int after, int limit) {
    return storage.work().steps(tenant, executionId.uuid(), after, limit);
  }

  /** What became of the steps, without those that a revision removed. */
  Page<StepOutcome> outcomes(
      String tenant, ExecutionId executionId, @Nullable Cursor after, int limit) {
    Listing.checkLimit(limit);
    String list = tenant + " outcomes " + executionId;
    int place = (int) Cursors.place(list, after) - 1;
    List<StepRun> page = steps(tenant, executionId, place, limit);
    List<StepOutcome> outcomes =
        page.stream()
            .filter(step -> step.skipReason() != SkipReason.REVISED)
            .map(step -> outcome(step, null))
            .toList();
    boolean more = page.size() == limit;
    return new Page<>(
        outcomes, more ? Cursors.of(list, page.get(page.size() - 1).index() + 1L) : null);
  }

  /** The steps that agents were asked to do and that are not settled. */
  Page<RemoteRequest> remoteRequests(
      String tenant, ExecutionId executionId, @Nullable Cursor after, int limit) {
    return Listing.page(
        storage,
        tenant,
        Kinds.REMOTE_STEP,
        Map.of("execution_id", executionId.value()),
        after,
        limit,
        document -> ParkedStep.of(document).shown());
  }

  private static StepOutcome outcome(StepRun step, @Nullable StepCompensation undone) {
    StepRecord record = StepRecord.of(step.result());
    StepStatus status = status(step.state());
    @Nullable StepError error = status == StepStatus.COMPLETED ? null : record.error();
    JsonObject output =
        status == StepStatus.COMPLETED ? record.outputOrEmpty() : JsonObject.empty();
    return new StepOutcome(
        new StepId(step.stepId()),
        StepPayload.parse(step.payload()).description(),
        status,
        step.attempt(),
        output,
        error,
        undone);
  }

  /** What callers see of a record. */
  ExecutionSnapshot snapshot(String tenant, ExecutionId executionId) {
    return snapshot(get(tenant, executionId));
  }

  private ExecutionSnapshot snapshot(ExecutionRecord record) {
    return record.snapshot(
        RunBudget.of(storage, record).map(budget -> budget.status(storage.now())).orElse(null));
  }

  /** The protocol's word for where a step stands. */
  public static StepStatus status(StepState state) {
    return switch (state) {
      case WAITING, HELD, CLAIMABLE, DELAYED -> StepStatus.PENDING;
      case PARKED -> StepStatus.BLOCKED;
      case RUNNING -> StepStatus.IN_PROGRESS;
      case COMPLETED -> StepStatus.COMPLETED;
      case FAILED -> StepStatus.FAILED;
      case SKIPPED -> StepStatus.SKIPPED;
    };
  }
}
