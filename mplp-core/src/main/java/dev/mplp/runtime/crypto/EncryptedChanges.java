package dev.mplp.runtime.crypto;

import dev.mplp.spi.Change;
import dev.mplp.spi.Change.AppendItems;
import dev.mplp.spi.Change.AppendLog;
import dev.mplp.spi.Change.CheckDocument;
import dev.mplp.spi.Change.ContinueStep;
import dev.mplp.spi.Change.ControlExecution;
import dev.mplp.spi.Change.DeleteDocument;
import dev.mplp.spi.Change.LimitSteps;
import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Change.PutDocument;
import dev.mplp.spi.Change.PutItem;
import dev.mplp.spi.Change.PutTimer;
import dev.mplp.spi.Change.RedactRecord;
import dev.mplp.spi.Change.RemoveExecution;
import dev.mplp.spi.Change.RemoveTimer;
import dev.mplp.spi.Change.ReopenExecution;
import dev.mplp.spi.Change.ReviseExecution;
import dev.mplp.spi.Change.SettleStep;
import dev.mplp.spi.Change.StartExecution;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.PayloadCipher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Change sets with their bodies encrypted. */
final class EncryptedChanges {

  /** What carries no body. A change that is not known is refused: it could carry one. */
  private static final Set<Class<? extends Change>> WITHOUT_BODY =
      Set.of(
          CheckDocument.class,
          DeleteDocument.class,
          RemoveTimer.class,
          ContinueStep.class,
          ControlExecution.class,
          ReopenExecution.class,
          RemoveExecution.class,
          LimitSteps.class);

  private final Bodies bodies;

  EncryptedChanges(PayloadCipher cipher) {
    bodies = new Bodies(cipher, true);
  }

  List<ChangeSet> of(List<ChangeSet> sets) {
    return sets.stream().map(this::of).toList();
  }

  ChangeSet of(ChangeSet set) {
    List<Change> changes = set.changes().stream().map(change -> of(set.tenant(), change)).toList();
    return new ChangeSet(set.id(), set.tenant(), changes);
  }

  private Change of(String tenant, Change change) {
    if (change instanceof PutDocument put) {
      byte[] body =
          bodies.document(tenant, put.kind(), put.id(), put.expectedVersion() + 1, put.body());
      return new PutDocument(put.kind(), put.id(), put.expectedVersion(), body, put.index());
    } else if (change instanceof AppendItems append) {
      return items(tenant, append);
    } else if (change instanceof PutItem put) {
      long version = put.expectedVersion() + 1;
      byte[] body = bodies.item(tenant, put.kind(), put.id(), put.sequence(), version, put.body());
      return new PutItem(put.kind(), put.id(), put.sequence(), put.expectedVersion(), body);
    } else if (change instanceof AppendLog append) {
      return new AppendLog(bodies.entry(tenant, append.entry()));
    } else if (change instanceof RedactRecord redaction) {
      return new RedactRecord(redaction.sequence(), bodies.entry(tenant, redaction.entry()));
    } else if (change instanceof PutTimer put) {
      byte[] body = bodies.timer(tenant, put.kind(), put.id(), put.body());
      return new PutTimer(put.kind(), put.id(), put.due(), body);
    } else if (change instanceof StartExecution start) {
      return start(tenant, start);
    } else if (change instanceof ReviseExecution revise) {
      UUID execution = revise.executionId();
      return new ReviseExecution(
          execution, revise.size(), steps(tenant, execution, revise.put()), revise.removed());
    } else if (change instanceof SettleStep settle) {
      return settle(tenant, settle);
    } else if (WITHOUT_BODY.contains(change.getClass())) {
      return change;
    }
    throw new IllegalStateException("encryption does not know " + change.getClass().getName());
  }

  private AppendItems items(String tenant, AppendItems append) {
    List<byte[]> encrypted = new ArrayList<>(append.bodies().size());
    long sequence = append.first();
    for (byte[] body : append.bodies()) {
      encrypted.add(bodies.item(tenant, append.kind(), append.id(), sequence++, 1, body));
    }
    return new AppendItems(append.kind(), append.id(), append.first(), encrypted);
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private StartExecution start(String tenant, StartExecution start) {
    return new StartExecution(
        start.executionId(),
        start.contextId(),
        start.runId(),
        start.parallelism(),
        start.phase(),
        steps(tenant, start.executionId(), start.steps()),
        start.compensates());
  }

  private List<NewStep> steps(String tenant, UUID execution, List<NewStep> steps) {
    return steps.stream().map(step -> step(tenant, execution, step)).toList();
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private NewStep step(String tenant, UUID execution, NewStep step) {
    return new NewStep(
        step.index(),
        step.stepId(),
        step.role(),
        step.dependencies(),
        step.state(),
        bodies.payload(tenant, execution, step.stepId(), step.payload()),
        bodies.result(tenant, execution, step.index(), step.result()));
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private SettleStep settle(String tenant, SettleStep settle) {
    return new SettleStep(
        settle.executionId(),
        settle.index(),
        settle.attempt(),
        settle.worker(),
        settle.settlement(),
        bodies.result(tenant, settle.executionId(), settle.index(), settle.result()));
  }
}
