package dev.mplp.runtime.learning;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.Violation;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Feed;
import dev.mplp.learning.FamilySample;
import dev.mplp.learning.Learning;
import dev.mplp.learning.RecordedSample;
import dev.mplp.learning.SampleFilter;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.TimeRange;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.JournalRecords;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.journal.Checks;
import dev.mplp.runtime.journal.Journal;
import dev.mplp.runtime.journal.JournalFeed;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.CheckedWatch;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Learning service of a caller. */
public final class LearningService implements Learning {

  private static final Checks CHECKS = new Checks(InvariantSet.learning());

  private final Caller caller;
  private final EventService log;
  private final Journal journal;

  /** The service of this caller. */
  public LearningService(Caller caller, EventService log) {
    this.caller = caller;
    this.log = log;
    this.journal = new Journal(caller, Kinds.LEARNING_SAMPLE, "learning sample");
  }

  @Override
  public RecordedSample record(FamilySample sample, SampleOrigin origin) {
    caller.may("learning.record", null, origin.contextId());
    Checks.refuse("learning sample " + sample.sampleId(), validate(sample));
    SampleOrigin known = known(origin);
    Journal.Entry entry = SampleJournal.entry(sample, known, caller.now(), null);
    return SampleJournal.read(
        journal.record(entry, JournalRecords.learnt(List.of(sample), known, null)));
  }

  /** What is named must be stored; a Plan names its Context. */
  private SampleOrigin known(SampleOrigin origin) {
    ContextId contextId = origin.contextId();
    if (origin.planId() != null) {
      String planId = origin.planId().value();
      Document plan =
          caller
              .storage()
              .get(new DocumentKey(caller.tenant(), Kinds.PLAN, planId))
              .orElseThrow(() -> new NotFoundException("plan", planId));
      ContextId of = ContextId.of(Objects.requireNonNull(plan.index().get("context_id")));
      if (contextId != null && !contextId.equals(of)) {
        throw new ConflictException(
            "NOT_IN_CONTEXT",
            "plan " + planId + " belongs to context " + of + ", not to context " + contextId);
      }
      return new SampleOrigin(of, origin.planId(), origin.executionId());
    }
    if (contextId != null) {
      ObjectStore.checkExists(caller, contextId);
    }
    return origin;
  }

  @Override
  public List<Violation> validate(FamilySample sample) {
    return SampleForms.violations(CHECKS, sample);
  }

  @Override
  public FamilySample parse(String json) {
    return SampleForms.read(json.getBytes(UTF_8));
  }

  @Override
  public RecordedSample get(String sampleId) {
    caller.may("learning.read", sampleId);
    return journal
        .find(SampleJournal.id(sampleId))
        .map(SampleJournal::read)
        .orElseThrow(() -> new NotFoundException("sample", sampleId));
  }

  @Override
  public Page<RecordedSample> list(SampleFilter filter, @Nullable Cursor after, int limit) {
    caller.may("learning.list", null, filter.contextId());
    return page(filter, after, limit);
  }

  private Page<RecordedSample> page(SampleFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put(SampleJournal.FAMILY, filter.family());
    where.put(
        SampleJournal.CONTEXT, filter.contextId() == null ? null : filter.contextId().value());
    where.put(SampleJournal.PLAN, filter.planId() == null ? null : filter.planId().value());
    return journal.page(where, filter.recorded(), after, limit).map(SampleJournal::read);
  }

  @Override
  public Feed<RecordedSample> watch(@Nullable ContextId contextId, long after) {
    caller.may("learning.read", null, contextId);
    return new JournalFeed<>(
        CheckedWatch.in(
            caller,
            "learning.read",
            contextId,
            log.watch(EventFilter.all().withContext(contextId), after)),
        RecordTypes.LEARNING_RECORDED,
        this::told);
  }

  /** One read for a record, of however many samples it tells. */
  private List<RecordedSample> told(EventRecord record) {
    JsonObject data = JournalRecords.data(record);
    String batch = data.string("batch").orElse(null);
    if (batch != null) {
      Map<String, @Nullable String> where = new HashMap<>(Map.of(SampleJournal.BATCH, batch));
      return journal
          .page(where, TimeRange.ALL, null, Listing.LARGEST)
          .map(SampleJournal::read)
          .items();
    }
    JsonArray samples = (JsonArray) Objects.requireNonNull(data.get("samples"), "samples");
    String id = samples.get(0).asObject().string("sample_id").orElseThrow();
    return journal.find(SampleJournal.id(id)).map(SampleJournal::read).stream().toList();
  }

  @Override
  public long export(SampleFilter filter, OutputStream out) throws IOException {
    caller.may("learning.export", null, filter.contextId());
    long written = 0;
    Cursor after = null;
    do {
      Page<RecordedSample> page = page(filter, after, Listing.LARGEST);
      for (RecordedSample recorded : page.items()) {
        out.write((SampleForms.json(recorded.sample()).toString() + '\n').getBytes(UTF_8));
        written++;
      }
      after = page.next();
    } while (after != null);
    out.flush();
    return written;
  }

  @Override
  public int deleteBefore(Instant recordedBefore, int limit) {
    caller.may("learning.delete", null);
    return journal.deleteBefore(
        recordedBefore,
        limit,
        count ->
            JournalRecords.deleted(
                RecordTypes.LEARNING_DELETED, count, recordedBefore, caller.subject()));
  }

  @Override
  public void delete(String sampleId) {
    caller.may("learning.delete", sampleId);
    boolean was =
        journal.delete(
            SampleJournal.id(sampleId), JournalRecords.sampleDeleted(sampleId, caller.subject()));
    if (!was) {
      throw new NotFoundException("sample", sampleId);
    }
  }
}
