package dev.mplp.runtime.learning;

import dev.mplp.learning.FamilySample;
import dev.mplp.learning.RecordedSample;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.runtime.journal.Journal;
import dev.mplp.runtime.store.Wire;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples as entries of a journal. */
final class SampleJournal {

  static final String FAMILY = "family";
  static final String CONTEXT = "context_id";
  static final String PLAN = "plan_id";
  static final String BATCH = "batch";
  private static final String EXECUTION = "execution_id";

  private SampleJournal() {}

  /** The name of the entry of a sample. */
  static String id(String sampleId) {
    return sampleId.toLowerCase(Locale.ROOT);
  }

  /**
   * The entry of a sample.
   *
   * @param batch what it is listed by together with others; null for a single one
   */
  static Journal.Entry entry(
      FamilySample sample, SampleOrigin origin, Instant recordedAt, @Nullable String batch) {
    Map<String, String> index = new LinkedHashMap<>();
    index.put(FAMILY, sample.sampleFamily());
    if (origin.contextId() != null) {
      index.put(CONTEXT, origin.contextId().value());
    }
    if (origin.planId() != null) {
      index.put(PLAN, origin.planId().value());
    }
    if (origin.executionId() != null) {
      index.put(EXECUTION, origin.executionId().value());
    }
    if (batch != null) {
      index.put(BATCH, batch);
    }
    return new Journal.Entry(id(sample.sampleId()), recordedAt, index, SampleForms.json(sample));
  }

  static RecordedSample read(Journal.Entry entry) {
    String context = entry.index().get(CONTEXT);
    String plan = entry.index().get(PLAN);
    String execution = entry.index().get(EXECUTION);
    return new RecordedSample(
        SampleForms.read(Wire.bytes(entry.value())),
        new SampleOrigin(
            context == null ? null : ContextId.of(context),
            plan == null ? null : PlanId.of(plan),
            execution == null ? null : ExecutionId.of(execution)),
        entry.recordedAt());
  }
}
