package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.event.CiEvent;
import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Feed;
import dev.mplp.event.FileChange;
import dev.mplp.event.FileUpdateEvent;
import dev.mplp.event.GitEvent;
import dev.mplp.event.GitEventKind;
import dev.mplp.event.IntegrationEvent;
import dev.mplp.event.IntegrationFilter;
import dev.mplp.event.IntegrationKind;
import dev.mplp.event.InvocationStatus;
import dev.mplp.event.RecordedIntegration;
import dev.mplp.event.ToolEvent;
import dev.mplp.event.ToolKind;
import dev.mplp.model.ContextId;
import dev.mplp.model.EventId;
import dev.mplp.model.Page;
import dev.mplp.model.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What outside systems report is stored once, found again, told by the log, and deleted by age. */
public abstract class IntegrationsContract extends ServiceKit {

  private static final Instant WHEN = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  /** For the storages. */
  protected IntegrationsContract() {}

  private static ToolEvent tool() {
    return ToolEvent.builder("eslint", ToolKind.LINTER, InvocationStatus.SUCCEEDED)
        .exitCode(0L)
        .build();
  }

  private static List<IntegrationEvent> oneOfEach() {
    return List.of(
        tool(),
        FileUpdateEvent.builder("src/App.java", FileChange.MODIFIED, WHEN).build(),
        GitEvent.builder(
                "https://git.example/x", "abc123", "refs/heads/main", GitEventKind.PUSH, WHEN)
            .build(),
        CiEvent.builder("jenkins", "build", "17", InvocationStatus.FAILED).build());
  }

  @Test
  void event_ofEachKind_isFoundAndToldInItsObservabilityShape() {
    List<IntegrationEvent> events = oneOfEach();
    List<RecordedIntegration> recorded = new ArrayList<>();
    for (IntegrationEvent event : events) {
      recorded.add(mplp().integrations().record(context().contextId(), event));
    }
    assertThat(recorded).extracting(RecordedIntegration::event).isEqualTo(events);
    assertThat(recorded)
        .extracting(RecordedIntegration::kind)
        .containsExactly(IntegrationKind.values());
    recorded.forEach(one -> assertThat(another().integrations().get(one.eventId())).isEqualTo(one));
    List<EventRecord> records = records("integration.recorded");
    assertThat(records).hasSize(4);
    for (int i = 0; i < records.size(); i++) {
      assertThat(records.get(i).observability()).hasSize(1);
      CoreEvent shape = (CoreEvent) records.get(i).observability().get(0);
      assertThat(shape.eventFamily()).isEqualTo(EventFamily.EXTERNAL_INTEGRATION);
      assertThat(shape.eventType()).isEqualTo(recorded.get(i).kind().wire());
      assertThat(shape.projectId()).isEqualTo(context().contextId().value());
      String payload = String.valueOf(shape.payload());
      assertThat(mplp().integrations().parse(recorded.get(i).kind(), payload))
          .isEqualTo(recorded.get(i).event());
    }
  }

  @Test
  void list_byKindContextAndTime_pagesThroughThem() {
    for (int i = 0; i < 5; i++) {
      mplp().integrations().record(context().contextId(), tool());
      mplp().integrations().record(null, tool());
    }
    oneOfEach().forEach(event -> mplp().integrations().record(context().contextId(), event));
    IntegrationFilter all = IntegrationFilter.all();
    assertThat(listed(all, 3)).hasSize(14);
    IntegrationFilter tools = all.withKind(IntegrationKind.TOOL);
    assertThat(listed(tools, 4)).hasSize(11).allMatch(e -> e.kind() == IntegrationKind.TOOL);
    List<RecordedIntegration> here = listed(tools.withContext(context().contextId()), 2);
    assertThat(here).hasSize(6);
    Instant third = here.get(2).recordedAt();
    IntegrationFilter hereTools = tools.withContext(context().contextId());
    assertThat(listed(hereTools.withRecorded(TimeRange.since(third)), 2))
        .isEqualTo(here.stream().filter(e -> !e.recordedAt().isBefore(third)).toList());
    assertThat(listed(hereTools.withRecorded(TimeRange.between(Instant.EPOCH, third)), 2))
        .isEqualTo(here.stream().filter(e -> e.recordedAt().isBefore(third)).toList());
    assertThat(listed(all.withRecorded(TimeRange.since(third.plus(Duration.ofDays(2)))), 2))
        .isEmpty();
  }

  private List<RecordedIntegration> listed(IntegrationFilter filter, int limit) {
    List<RecordedIntegration> all = new ArrayList<>();
    Page<RecordedIntegration> page = mplp().integrations().list(filter, null, limit);
    all.addAll(page.items());
    while (page.hasNext()) {
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      page = mplp().integrations().list(filter, page.next(), limit);
      all.addAll(page.items());
    }
    return all;
  }

  @Test
  void record_again_changesNothing_andAnotherUnderTheNameIsRefused() {
    EventId name = EventId.random();
    ToolEvent event = tool();
    RecordedIntegration first = mplp().integrations().record(name, null, event);
    assertThat(another().integrations().record(name, null, event)).isEqualTo(first);
    refused("ALREADY_EXISTS", () -> mplp().integrations().record(name, null, tool()));
    refused(
        "ALREADY_EXISTS", () -> mplp().integrations().record(name, context().contextId(), event));
    assertThat(mplp().integrations().list(IntegrationFilter.all(), null, 10).items()).hasSize(1);
  }

  @Test
  void record_ofWhatBreaksAnInvariantOrHasNoContext_isRefused() {
    ToolEvent blank = tool().toBuilder().toolId(" ").build();
    assertThat(mplp().integrations().validate(blank))
        .extracting(Violation::name)
        .containsExactly("invariant/integration_tool_event_id_non_empty");
    assertThatThrownBy(() -> mplp().integrations().record(null, blank))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("/tool_id");
    refused("CONTEXT_NOT_FOUND", () -> mplp().integrations().record(ContextId.random(), tool()));
    refused(
        "VALIDATION_FAILED",
        () -> mplp().integrations().parse(IntegrationKind.TOOL, "{\"tool_id\":\"x\"}"));
    assertThat(mplp().integrations().list(IntegrationFilter.all(), null, 10).items()).isEmpty();
  }

  @Test
  void watch_tellsWhatWasRecordedAnywhere() {
    Feed<RecordedIntegration> here = mplp().integrations().watch(context().contextId(), 0);
    mplp().integrations().record(null, tool());
    RecordedIntegration one =
        another().integrations().record(context().contextId(), oneOfEach().get(1));
    RecordedIntegration two = mplp().integrations().record(context().contextId(), tool());
    List<RecordedIntegration> seen = new ArrayList<>();
    while (seen.size() < 2) {
      List<RecordedIntegration> next = here.next(SOON);
      assertThat(next).as("in time").isNotEmpty();
      seen.addAll(next);
    }
    assertThat(seen).containsExactly(one, two);
    assertThat(mplp().integrations().watch(null, here.position()).next(Duration.ZERO)).isEmpty();
  }

  @Test
  void deleteBefore_deletesTheOldestOnly_andIsRecorded() {
    List<RecordedIntegration> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(mplp().integrations().record(null, tool()));
    }
    assertThat(mplp().integrations().deleteBefore(Instant.EPOCH, 10)).isZero();
    Instant end = all.get(3).recordedAt().plusSeconds(1);
    assertThat(mplp().integrations().deleteBefore(end, 3)).isEqualTo(3);
    assertThat(mplp().integrations().list(IntegrationFilter.all(), null, 10).items())
        .containsExactly(all.get(3));
    refused("INTEGRATION_NOT_FOUND", () -> mplp().integrations().get(all.get(0).eventId()));
    seen(mplp().events().watch(EventFilter.all(), 0), "integration.deleted");
  }
}
