package dev.mplp.runtime.learning;

import dev.mplp.learning.CoreSample;
import dev.mplp.runtime.event.DerivedIds;
import dev.mplp.runtime.event.JournalRecords;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes the samples of a stretch in small commits; what is written already stays as it is. */
final class WriteSamples {

  private static final int BATCH = 100;

  private final Storage storage;
  private final Commits commits;
  private final String tenant;
  private final Progress from;
  private final Instant now;

  /**
   * Writes samples.
   *
   * @param from where the stretch begins
   */
  WriteSamples(Storage storage, Commits commits, String tenant, Progress from) {
    this.storage = storage;
    this.commits = commits;
    this.tenant = tenant;
    this.from = from;
    this.now = Times.micros(storage.now());
  }

  void run(List<CoreSample> samples) {
    for (int i = 0; i < samples.size(); i += BATCH) {
      write(i / BATCH, samples.subList(i, Math.min(i + BATCH, samples.size())));
    }
  }

  private void write(int number, List<CoreSample> batch) {
    UUID id = DerivedIds.of(from.runId(), "samples/" + from.after() + '/' + number);
    if (!commits.commit(set(id, batch)).isCommitted()) {
      List<CoreSample> missing = batch.stream().filter(this::isMissing).toList();
      if (!missing.isEmpty() && !commits.commit(set(UUID.randomUUID(), missing)).isCommitted()) {
        throw new IllegalStateException("somebody else writes the samples of run " + from.runId());
      }
    }
  }

  private boolean isMissing(CoreSample sample) {
    DocumentKey key =
        new DocumentKey(tenant, Kinds.LEARNING_SAMPLE, SampleJournal.id(sample.sampleId()));
    return storage.get(key).isEmpty();
  }

  private ChangeSet set(UUID id, List<CoreSample> samples) {
    List<Change> changes = new ArrayList<>();
    for (CoreSample sample : samples) {
      changes.add(
          SampleJournal.entry(sample, from.origin(), now, id.toString())
              .put(Kinds.LEARNING_SAMPLE));
    }
    changes.add(new Change.AppendLog(JournalRecords.learnt(samples, from.origin(), id.toString())));
    return new ChangeSet(id, tenant, changes);
  }
}
