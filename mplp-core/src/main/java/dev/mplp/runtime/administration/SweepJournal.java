package dev.mplp.runtime.administration;

import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.runtime.event.JournalRecords;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.journal.Journal;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import java.time.Instant;
import java.util.function.IntSupplier;

/** The part of a sweep that goes over what was recorded once: a batch is one commit, one record. */
final class SweepJournal {

  private final Caller caller;
  private final SweepTenant sweep;

  SweepJournal(Caller caller, SweepTenant sweep) {
    this.caller = caller;
    this.sweep = sweep;
  }

  void samples(Keep keep) {
    Journal samples = new Journal(caller, Kinds.LEARNING_SAMPLE, "learning sample");
    sweep(Retained.SAMPLES, keep, samples, RecordTypes.LEARNING_DELETED);
  }

  void integrations(Keep keep) {
    Journal events = new Journal(caller, Kinds.INTEGRATION_EVENT, "integration event");
    sweep(Retained.INTEGRATIONS, keep, events, RecordTypes.INTEGRATION_DELETED);
  }

  private void sweep(Retained retained, Keep keep, Journal journal, String record) {
    Instant cutoff = sweep.cutoff(keep);
    if (sweep.isPreview()) {
      int old = cutoff == null ? 0 : journal.countBefore(cutoff, SweepTenant.PREVIEW);
      sweep.removed(retained, Math.max(old, tooMany(keep, journal)));
      return;
    }
    if (cutoff != null) {
      drain(
          retained,
          () ->
              journal.deleteBefore(
                  cutoff,
                  batch(),
                  count -> JournalRecords.deleted(record, count, cutoff, caller.subject())));
    }
    Integer most = keep.count();
    if (most != null) {
      drain(
          retained,
          () ->
              journal.deleteBeyond(
                  most,
                  batch(),
                  (count, before) ->
                      JournalRecords.deleted(record, count, before, caller.subject())));
    }
  }

  private void drain(Retained retained, IntSupplier batch) {
    int removed = batch();
    while (removed == batch() && sweep.mayGoOn(retained)) {
      removed = batch.getAsInt();
      sweep.removed(retained, removed);
    }
  }

  private int batch() {
    return Math.min(sweep.batch(), Listing.LARGEST);
  }

  private static int tooMany(Keep keep, Journal journal) {
    return keep.count() == null
        ? 0
        : Math.max(0, journal.count(keep.count() + SweepTenant.PREVIEW) - keep.count());
  }
}
