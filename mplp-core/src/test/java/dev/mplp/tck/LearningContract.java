package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Violation;
import dev.mplp.context.Root;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Feed;
import dev.mplp.learning.CoreSample;
import dev.mplp.learning.DeltaInput;
import dev.mplp.learning.DeltaOutput;
import dev.mplp.learning.DeltaSample;
import dev.mplp.learning.FamilySample;
import dev.mplp.learning.ImpactScope;
import dev.mplp.learning.IntentInput;
import dev.mplp.learning.IntentOutput;
import dev.mplp.learning.IntentSample;
import dev.mplp.learning.RecordedSample;
import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleFilter;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.TimeRange;
import dev.mplp.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Learning samples of all families are stored once, found again, exported and deleted. */
public abstract class LearningContract extends ServiceKit {

  private static final Instant WHEN = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  /** For the storages. */
  protected LearningContract() {}

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static FamilySample sample(SampleFamily family) {
    return switch (family) {
      case INTENT_RESOLUTION ->
          IntentSample.builder(
                  id(),
                  WHEN,
                  IntentInput.builder("intent-1", "a loan").build(),
                  IntentOutput.builder("a loan of 10,000").build())
              .build();
      case DELTA_IMPACT ->
          DeltaSample.builder(
                  id(),
                  WHEN,
                  DeltaInput.builder("delta-1", "intent-1", "twice as much").build(),
                  DeltaOutput.builder("another plan", ImpactScope.MODULE).build())
              .build();
      default ->
          CoreSample.builder(
                  id(),
                  family.wire(),
                  WHEN,
                  JsonObject.of("stage_id", "s1"),
                  JsonObject.of("status", "completed"))
              .build();
    };
  }

  private SampleOrigin here() {
    return SampleOrigin.of(context().contextId());
  }

  private Plan plan() {
    return mplp()
        .plans()
        .create(Plan.builder(context().contextId(), "Assess", "Decide").step("Score", "a").build());
  }

  @Test
  void sample_ofEachFamily_isFoundByItsIdentifierAndFamily() {
    for (SampleFamily family : SampleFamily.values()) {
      FamilySample sample = sample(family);
      RecordedSample recorded = mplp().learning().record(sample, here());
      assertThat(recorded.sample()).isEqualTo(sample);
      assertThat(another().learning().get(sample.sampleId().toUpperCase(Locale.ROOT)))
          .isEqualTo(recorded);
      assertThat(listed(SampleFilter.all().withFamily(family), 10)).containsExactly(recorded);
    }
    assertThat(listed(SampleFilter.all(), 4)).hasSize(SampleFamily.values().length);
    assertThat(records("learning.recorded"))
        .hasSize(SampleFamily.values().length)
        .allSatisfy(record -> assertThat(record.observability()).isEmpty())
        .allSatisfy(record -> assertThat(record.inline()).isNotNull());
  }

  @Test
  void list_byContextPlanAndTime_pagesThroughThem() {
    Plan plan = plan();
    for (int i = 0; i < 3; i++) {
      mplp().learning().record(sample(SampleFamily.PIPELINE_OUTCOME), SampleOrigin.NONE);
      mplp().learning().record(sample(SampleFamily.PIPELINE_OUTCOME), here());
      mplp()
          .learning()
          .record(
              sample(SampleFamily.GRAPH_EVOLUTION), new SampleOrigin(null, plan.planId(), null));
    }
    SampleFilter all = SampleFilter.all();
    assertThat(listed(all, 2)).hasSize(9);
    List<RecordedSample> inContext = listed(all.withContext(context().contextId()), 2);
    assertThat(inContext).as("a plan names its context").hasSize(6);
    List<RecordedSample> ofPlan = listed(all.withPlan(plan.planId()), 2);
    assertThat(ofPlan)
        .hasSize(3)
        .allMatch(one -> context().contextId().equals(one.origin().contextId()));
    Instant third = inContext.get(2).recordedAt();
    assertThat(
            listed(all.withContext(context().contextId()).withRecorded(TimeRange.since(third)), 1))
        .isEqualTo(inContext.stream().filter(s -> !s.recordedAt().isBefore(third)).toList());
  }

  private List<RecordedSample> listed(SampleFilter filter, int limit) {
    List<RecordedSample> all = new ArrayList<>();
    Page<RecordedSample> page = mplp().learning().list(filter, null, limit);
    all.addAll(page.items());
    while (page.hasNext()) {
      page = mplp().learning().list(filter, page.next(), limit);
      all.addAll(page.items());
    }
    return all;
  }

  @Test
  void record_again_changesNothing_andAnotherOfTheNameIsRefused() {
    CoreSample sample = (CoreSample) sample(SampleFamily.CONFIRM_DECISION);
    RecordedSample first = mplp().learning().record(sample, here());
    assertThat(another().learning().record(sample, here())).isEqualTo(first);
    CoreSample other = sample.toBuilder().output(JsonObject.of("decision", "reject")).build();
    refused("ALREADY_EXISTS", () -> mplp().learning().record(other, here()));
    refused(
        "ALREADY_EXISTS",
        () ->
            mplp()
                .learning()
                .record(
                    sample,
                    SampleOrigin.of(
                        mplp().contexts().open("Other", Root.of("x", "y")).contextId())));
    assertThat(listed(SampleFilter.all(), 10)).hasSize(1);
  }

  @Test
  void record_ofWhatBreaksAnInvariantOrNamesWhatIsNotThere_isRefused() {
    CoreSample sample = (CoreSample) sample(SampleFamily.PIPELINE_OUTCOME);
    CoreSample oldId = sample.toBuilder().sampleId("6ba7b810-9dad-11d1-80b4-00c04fd430c8").build();
    assertThat(mplp().learning().validate(oldId))
        .extracting(Violation::name)
        .containsExactly("invariant/learning_sample_id_is_uuid");
    refused("VALIDATION_FAILED", () -> mplp().learning().record(oldId, here()));
    CoreSample formless = sample.toBuilder().sampleFamily("intent_resolution").build();
    refused("VALIDATION_FAILED", () -> mplp().learning().record(formless, here()));
    refused(
        "CONTEXT_NOT_FOUND",
        () -> mplp().learning().record(sample, SampleOrigin.of(ContextId.random())));
    refused(
        "PLAN_NOT_FOUND",
        () ->
            mplp()
                .learning()
                .record(sample, SampleOrigin.of(context().contextId(), PlanId.random())));
    PlanId planId = plan().planId();
    refused(
        "NOT_IN_CONTEXT",
        () -> mplp().learning().record(sample, SampleOrigin.of(ContextId.random(), planId)));
    refused("VALIDATION_FAILED", () -> mplp().learning().parse("{\"sample_id\":\"x\"}"));
    assertThat(listed(SampleFilter.all(), 10)).isEmpty();
  }

  @Test
  void export_writesALineForEach_thatReadsAsTheSample() throws IOException {
    List<FamilySample> samples = new ArrayList<>();
    for (SampleFamily family : SampleFamily.values()) {
      samples.add(sample(family));
      mplp().learning().record(samples.get(samples.size() - 1), here());
      mplp().learning().record(sample(family), SampleOrigin.NONE);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long written =
        mplp().learning().export(SampleFilter.all().withContext(context().contextId()), out);
    String text = out.toString(UTF_8);
    assertThat(written).isEqualTo(samples.size());
    assertThat(text).endsWith("}\n");
    assertThat(text.lines().map(line -> mplp().learning().parse(line)).toList()).isEqualTo(samples);
  }

  @Test
  void watch_tellsWhatWasRecorded_withoutWhatIsDeleted() {
    RecordedSample gone = mplp().learning().record(sample(SampleFamily.GRAPH_EVOLUTION), here());
    mplp().learning().record(sample(SampleFamily.GRAPH_EVOLUTION), SampleOrigin.NONE);
    RecordedSample kept = another().learning().record(sample(SampleFamily.DELTA_IMPACT), here());
    mplp().learning().delete(gone.sample().sampleId());
    Feed<RecordedSample> feed = mplp().learning().watch(context().contextId(), 0);
    assertThat(feed.next(SOON)).containsExactly(kept);
    assertThat(mplp().learning().watch(context().contextId(), feed.position()).next(Duration.ZERO))
        .isEmpty();
    refused("SAMPLE_NOT_FOUND", () -> mplp().learning().get(gone.sample().sampleId()));
    refused("SAMPLE_NOT_FOUND", () -> mplp().learning().delete(gone.sample().sampleId()));
  }

  @Test
  void deleteBefore_deletesTheOldestOnly_andIsRecorded() {
    List<RecordedSample> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(mplp().learning().record(sample(SampleFamily.PIPELINE_OUTCOME), here()));
    }
    assertThat(mplp().learning().deleteBefore(Instant.EPOCH, 10)).isZero();
    Instant end = all.get(3).recordedAt().plusSeconds(1);
    assertThat(mplp().learning().deleteBefore(end, 3)).isEqualTo(3);
    assertThat(listed(SampleFilter.all(), 10)).containsExactly(all.get(3));
    seen(mplp().events().watch(EventFilter.all(), 0), "learning.deleted");
  }
}
