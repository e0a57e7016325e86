package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.GitEvent;
import dev.mplp.event.GitEventKind;
import dev.mplp.event.IntegrationEvent;
import dev.mplp.event.IntegrationFilter;
import dev.mplp.event.IntegrationKind;
import dev.mplp.event.RecordedIntegration;
import dev.mplp.learning.CoreSample;
import dev.mplp.learning.RecordedSample;
import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleFilter;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.TimeRange;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code on the pages of integration events and learning samples; see {@link SnippetsTest}. */
class JournalPagesTest {

  private final Mplp mplp = MplpRuntime.builder().build();
  private Context context;

  @BeforeEach
  void open() {
    context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void integrations() {
    Instant pushed = Instant.parse("2026-11-22T10:00:00Z");
    IntegrationEvent push =
        GitEvent.builder(
                "https://git.example/loans",
                "4f2a91c",
                "refs/heads/main",
                GitEventKind.PUSH,
                pushed)
            .build();
    EventId delivery = EventId.random(); // of the webhook: delivered twice, recorded once
    mplp.integrations().record(delivery, context.contextId(), push);
    mplp.integrations().record(delivery, context.contextId(), push);

    IntegrationFilter pushes =
        IntegrationFilter.all()
            .withKind(IntegrationKind.GIT)
            .withContext(context.contextId())
            .withRecorded(TimeRange.since(Instant.now().minus(Duration.ofDays(1))));
    Page<RecordedIntegration> page = mplp.integrations().list(pushes, null, 50);
    assertThat(page.items()).extracting(RecordedIntegration::event).containsExactly(push);

    RecordedIntegration told =
        mplp.integrations().watch(context.contextId(), 0).next(Duration.ofSeconds(10)).get(0);
    assertThat(told.eventId()).isEqualTo(delivery);
  }

  @Test
  void learning() throws IOException {
    CoreSample sample =
        CoreSample.builder(
                UUID.randomUUID().toString(),
                SampleFamily.PIPELINE_OUTCOME.wire(),
                Instant.now(),
                JsonObject.of("stage_id", "score"),
                JsonObject.of("status", "completed", "duration_ms", 1200))
            .build();
    mplp.learning().record(sample, SampleOrigin.of(context.contextId()));

    SampleFilter outcomes = SampleFilter.all().withFamily(SampleFamily.PIPELINE_OUTCOME);
    Page<RecordedSample> page = mplp.learning().list(outcomes, null, 50);
    assertThat(page.items()).extracting(RecordedSample::sample).containsExactly(sample);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mplp.learning().export(outcomes, out); // a line for each, in wire form
    assertThat(out.toString(UTF_8)).startsWith("{\"sample_id\":\"").hasLineCount(1);

    Instant halfAYearAgo = Instant.now().minus(Duration.ofDays(180));
    while (mplp.learning().deleteBefore(halfAYearAgo, 500) == 500) {
      // there may be more
    }
    assertThat(mplp.learning().list(outcomes, null, 50).items()).hasSize(1);
  }

  @Test
  void learningFromRuns() throws InterruptedException {
    mplp.handlers().register("analyst", call -> StepResult.completed());
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide")
                    .step("Score it", "analyst")
                    .build());
    ExecutionOptions options =
        ExecutionOptions.builder().learning(SampleFamily.PIPELINE_OUTCOME).build();
    Execution execution = mplp.plans().execute(plan.planId(), options);

    assertThat(execution.await(Duration.ofMinutes(1))).isNotNull();
    assertThat(mplp.learning().watch(context.contextId(), 0).next(Duration.ofMinutes(1)))
        .singleElement()
        .matches(recorded -> plan.planId().equals(recorded.origin().planId()));
  }
}
