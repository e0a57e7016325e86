package dev.mplp.runtime.learning;

import dev.mplp.learning.CoreSample;
import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.WireName;
import dev.mplp.runtime.event.DerivedIds;
import dev.mplp.runtime.event.JournalRecords;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.StoredForm;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the learning samples of a run, for executions that ask for them, off the path of the
 * engine.
 *
 * <ol>
 *   <li>The commit that ends a run sets a timer.
 *   <li>Whoever fires it reads the records of the run page by page and writes the samples in small
 *       commits; the last one removes the timer.
 *   <li>When it dies in between, another one begins anew. Samples have the identifiers of their
 *       records, and commits that of their run and number: what was written stays as it is.
 * </ol>
 */
public final class LearnFromRun {

  private static final Logger LOG = LoggerFactory.getLogger(LearnFromRun.class);
  private static final StoredForm FORM = new StoredForm("learning timer", 1);
  private static final int PAGE = 500;
  private static final int BATCH = 100;

  /** So often it is looked whether every record has its position; 1 s together. */
  private static final int LOOKS = 50;

  private static final long REST = 20;

  private final Storage storage;
  private final Commits commits;

  /** Learns from the runs in a storage. */
  public LearnFromRun(Storage storage, Commits commits) {
    this.storage = storage;
    this.commits = commits;
  }

  /** Sets the timer for a run that ends. */
  public static Change afterwards(
      UUID runId, SampleOrigin origin, Set<SampleFamily> families, Instant now) {
    JsonObject body =
        FORM.begin()
            .put("context_id", Objects.requireNonNull(origin.contextId()).value())
            .put("plan_id", Objects.requireNonNull(origin.planId()).value())
            .put("execution_id", Objects.requireNonNull(origin.executionId()).value())
            .put("families", families.stream().map(WireName::wire).sorted().toList())
            .build();
    return new Change.PutTimer(Kinds.TIMER_LEARNING, runId.toString(), now, Wire.bytes(body));
  }

  /** Makes the samples of a run; left to a later call while records of it have no position. */
  public void onTimer(Timer timer) {
    JsonObject body =
        FORM.read("timer " + timer.kind() + ' ' + timer.id(), Wire.object(timer.body()));
    SampleOrigin origin =
        new SampleOrigin(
            ContextId.of(text(body, "context_id")),
            PlanId.of(text(body, "plan_id")),
            ExecutionId.of(text(body, "execution_id")));
    Set<SampleFamily> families = EnumSet.noneOf(SampleFamily.class);
    ((JsonArray) Objects.requireNonNull(body.get("families"), "families"))
        .forEach(name -> families.add(SampleFamily.of(name.asString())));
    UUID runId = UUID.fromString(timer.id());
    try {
      boolean done = false;
      for (int i = 0; !done && i < LOOKS; i++) {
        Pause.millis(i == 0 ? 0 : REST);
        RunFacts facts = new RunFacts(families, text(body, "context_id"));
        done = new Writing(timer, runId, origin, facts).all();
      }
    } catch (LogTruncatedException e) {
      LOG.warn("run {} teaches nothing more: {}", runId, e.getMessage());
      remove(timer);
    }
  }

  private static String text(JsonObject body, String name) {
    return body.string(name).orElseThrow();
  }

  private void remove(Timer timer) {
    // conflicts when somebody else has done it
    var unused =
        commits.commit(
            ChangeSet.builder(timer.tenant())
                .add(new Change.RemoveTimer(timer.kind(), timer.id()))
                .build());
  }

  /** The samples of one run, in batches. */
  private final class Writing {
    private final Timer timer;
    private final UUID runId;
    private final SampleOrigin origin;
    private final RunFacts facts;
    private final Instant now = Times.micros(storage.now());
    private final List<CoreSample> batch = new ArrayList<>();
    private int batches;

    Writing(Timer timer, UUID runId, SampleOrigin origin, RunFacts facts) {
      this.timer = timer;
      this.runId = runId;
      this.origin = origin;
      this.facts = facts;
    }

    /** False when a record has no position yet, and so not its final time. */
    boolean all() {
      long after = 0;
      List<LogRecord> page;
      do {
        page = storage.log().readRun(timer.tenant(), runId, after, PAGE);
        if (after == 0 && page.isEmpty()) { // it ended with a record: nothing of it is kept
          remove(timer);
          return true;
        }
        for (LogRecord record : page) {
          if (record.position() == 0) {
            return false;
          }
          after = record.sequence();
          facts.next(record).ifPresent(batch::add);
          if (batch.size() == BATCH) {
            write();
          }
          if (record.entry().type().equals(RecordTypes.RUN_ENDED)) {
            write();
            remove(timer);
            return true;
          }
        }
      } while (page.size() == PAGE);
      return false;
    }

    private void write() {
      if (batch.isEmpty()) {
        return;
      }
      UUID id = DerivedIds.of(runId, "samples/" + batches++);
      if (!commits.commit(set(id, batch)).isCommitted()) {
        List<CoreSample> missing = batch.stream().filter(this::isMissing).toList();
        if (!missing.isEmpty() && !commits.commit(set(UUID.randomUUID(), missing)).isCommitted()) {
          throw new IllegalStateException("somebody else writes the samples of run " + runId);
        }
      }
      batch.clear();
    }

    private boolean isMissing(CoreSample sample) {
      DocumentKey key =
          new DocumentKey(
              timer.tenant(), Kinds.LEARNING_SAMPLE, SampleJournal.id(sample.sampleId()));
      return storage.get(key).isEmpty();
    }

    private ChangeSet set(UUID id, List<CoreSample> samples) {
      List<Change> changes = new ArrayList<>();
      for (CoreSample sample : samples) {
        changes.add(
            SampleJournal.entry(sample, origin, now, id.toString()).put(Kinds.LEARNING_SAMPLE));
      }
      changes.add(new Change.AppendLog(JournalRecords.learnt(samples, origin, id.toString())));
      return new ChangeSet(id, timer.tenant(), changes);
    }
  }
}
