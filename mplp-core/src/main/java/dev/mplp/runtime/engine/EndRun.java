package dev.mplp.runtime.engine;

import dev.mplp.MplpException;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.plan.FinishCompensation;
import dev.mplp.runtime.plan.FinishRun;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an execution to its end, whose claim this worker has. */
final class EndRun {

  private static final Logger LOG = LoggerFactory.getLogger(EndRun.class);

  private final Commits commits;
  private final FinishRun finishRun;
  private final FinishCompensation finishCompensation;
  private final BooleanSupplier closing;
  private final BiConsumer<ExecutionId, ExecutionState> ended;

  EndRun(
      Commits commits,
      FinishRun finishRun,
      FinishCompensation finishCompensation,
      BooleanSupplier closing,
      BiConsumer<ExecutionId, ExecutionState> ended) {
    this.commits = commits;
    this.finishRun = finishRun;
    this.finishCompensation = finishCompensation;
    this.closing = closing;
    this.ended = ended;
  }

  void run(Claim claim, UUID worker) {
    for (int tries = 0; !closing.getAsBoolean() || tries == 0; tries++) {
      try {
        Commits.Change<ExecutionState> change =
            claim.compensates() == null
                ? finishRun.finish(claim, worker)
                : finishCompensation.finish(claim, worker);
        ChangeSet set = change.set();
        CommitResult result = set == null ? null : commits.commit(set);
        if (result instanceof CommitResult.Committed) {
          if (change.answer().isTerminal()) { // else its steps are undone first
            ended.accept(ExecutionInfo.id(claim), change.answer());
          }
          return;
        }
        if (result instanceof CommitResult.Fenced) {
          return; // somebody else does it
        }
        Pause.jitter(tries);
      } catch (MplpException e) {
        LOG.warn("the end of execution {} waits: {}", claim.executionId(), e.getMessage());
        Pause.millis(500);
      } catch (RuntimeException e) {
        LOG.error("execution {} cannot be brought to its end", claim.executionId(), e);
        Pause.millis(5000);
      }
    }
  }
}
