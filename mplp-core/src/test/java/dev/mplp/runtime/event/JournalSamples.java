package dev.mplp.runtime.event;

import static dev.mplp.runtime.event.RecordSamples.CONTEXT;
import static dev.mplp.runtime.event.RecordSamples.TIME;
import static dev.mplp.runtime.event.RecordSamples.uuid;

import dev.mplp.collab.Collab;
import dev.mplp.event.IntegrationKind;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.learning.CoreSample;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.EventId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Records of what hosts tell of sessions, and of what is recorded once and never changed. */
final class JournalSamples {

  private JournalSamples() {}

  static List<LogEntry> all() {
    List<LogEntry> all = new ArrayList<>();
    Collab session = (Collab) ObjectSamples.of(ModuleName.COLLAB);
    for (MapEventType type : HostMapEvents.TYPES) {
      MapEvent event =
          MapEvent.builder(uuid(60 + all.size()).toString(), type, TIME, session.collabId().value())
              .payload(JsonObject.of("role_id", "clerk"))
              .build();
      all.add(HostMapEvents.recorded(event, session));
    }
    int n = 0;
    for (IntegrationKind kind : IntegrationKind.values()) {
      EventId id = new EventId(uuid(40 + n++));
      all.add(JournalRecords.integration(id, kind, report(kind), TIME, CONTEXT));
    }
    all.add(JournalRecords.deleted(RecordTypes.INTEGRATION_DELETED, 3, TIME, "alice"));
    CoreSample sample =
        CoreSample.builder(
                uuid(50).toString(),
                "pipeline_outcome",
                TIME,
                JsonObject.of("stage_id", "s"),
                JsonObject.of("status", "completed"))
            .build();
    all.add(JournalRecords.learnt(List.of(sample), SampleOrigin.NONE, null));
    SampleOrigin origin =
        new SampleOrigin(CONTEXT, RecordSamples.PLAN, new ExecutionId(RecordSamples.EXECUTION));
    all.add(
        JournalRecords.learnt(
            List.of(sample, sample.toBuilder().sampleId(uuid(51).toString()).build()),
            origin,
            uuid(52).toString()));
    all.add(JournalRecords.deleted(RecordTypes.LEARNING_DELETED, 2, TIME, "alice"));
    all.add(JournalRecords.sampleDeleted(uuid(50).toString(), "alice"));
    return all;
  }

  private static JsonObject report(IntegrationKind kind) {
    return switch (kind) {
      case TOOL ->
          JsonObject.builder()
              .put("tool_id", "eslint")
              .put("tool_kind", "linter")
              .put("invocation_id", uuid(49).toString())
              .put("status", "succeeded")
              .build();
      case FILE_UPDATE ->
          JsonObject.of(
              "file_path", "src/App.java", "change_type", "modified", "timestamp", TIME.toString());
      case GIT ->
          JsonObject.builder()
              .put("repo_url", "https://git.example/x")
              .put("commit_id", "abc123")
              .put("ref_name", "refs/heads/main")
              .put("event_kind", "push")
              .put("timestamp", TIME.toString())
              .build();
      case CI ->
          JsonObject.builder()
              .put("ci_provider", "jenkins")
              .put("pipeline_id", "build")
              .put("run_id", "17")
              .put("status", "failed")
              .build();
    };
  }
}
