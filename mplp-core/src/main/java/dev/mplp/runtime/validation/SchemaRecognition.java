package dev.mplp.runtime.validation;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the schema of a document whose kind nobody stated.
 *
 * <p>A file name decides before the content does: a plan without {@code plan_id} in {@code
 * plan.json} is a broken plan, not an unknown document.
 */
public final class SchemaRecognition {

  private static final Map<String, SchemaName> FAMILIES =
      Map.of(
          "pipeline_stage", SchemaName.PIPELINE_STAGE_EVENT,
          "graph_update", SchemaName.GRAPH_UPDATE_EVENT,
          "runtime_execution", SchemaName.RUNTIME_EXECUTION_EVENT,
          "intent_resolution", SchemaName.LEARNING_SAMPLE_INTENT,
          "delta_impact", SchemaName.LEARNING_SAMPLE_DELTA);

  private SchemaRecognition() {}

  /** By file name, else by content; empty when neither tells. */
  public static Optional<SchemaName> of(String fileName, JsonValue document) {
    return byFileName(fileName).or(() -> byContent(document));
  }

  /**
   * By a file name of which one dotted part is the name of a schema: {@code plan.json}, {@code
   * mplp-plan.json}, {@code draft.plan.json}, {@code plan.minimal.json}.
   *
   * @param fileName the name without folders
   */
  public static Optional<SchemaName> byFileName(String fileName) {
    if (!fileName.regionMatches(true, fileName.length() - 5, ".json", 0, 5)) {
      return Optional.empty();
    }
    for (String part : fileName.substring(0, fileName.length() - 5).split("\\.", -1)) {
      Optional<SchemaName> found = SchemaName.find(part);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** By the members that only one kind of document has, its key first of all. */
  public static Optional<SchemaName> byContent(JsonValue document) {
    return document instanceof JsonObject object
        ? Optional.ofNullable(kindOf(object))
        : Optional.empty();
  }

  private static @org.jspecify.annotations.Nullable SchemaName kindOf(JsonObject object) {
    if (object.has("event_id") || object.has("event_family")) {
      return eventKind(object);
    }
    if (object.has("sample_id") || object.has("sample_family")) {
      return sampleKind(object);
    }
    if (object.has("confirm_id")) {
      return SchemaName.CONFIRM;
    }
    if (object.has("dialog_id")) {
      return SchemaName.DIALOG;
    }
    if (object.has("collab_id")) {
      return SchemaName.COLLAB;
    }
    if (object.has("extension_id")) {
      return SchemaName.EXTENSION;
    }
    if (object.has("core_id")) {
      return SchemaName.CORE;
    }
    if (object.has("network_id")) {
      return SchemaName.NETWORK;
    }
    if (object.has("span_id")) {
      return SchemaName.SPAN;
    }
    if (object.has("trace_id") || object.has("root_span")) {
      return SchemaName.TRACE;
    }
    if (object.has("invocation_id") || object.has("tool_id")) {
      return SchemaName.TOOL_EVENT;
    }
    if (object.has("ci_provider") || object.has("run_id")) {
      return SchemaName.CI_EVENT;
    }
    if (object.has("repo_url")) {
      return SchemaName.GIT_EVENT;
    }
    if (object.has("file_path")) {
      return SchemaName.FILE_UPDATE_EVENT;
    }
    if (object.has("plan_id") || object.has("steps")) {
      return SchemaName.PLAN;
    }
    if (object.has("role_id")) {
      return SchemaName.ROLE;
    }
    return object.has("context_id") ? SchemaName.CONTEXT : null;
  }

  /** Of the three shapes of events, the one that this event has. */
  private static SchemaName eventKind(JsonObject event) {
    String type = event.string("event_type").orElse("");
    if (event.has("event_family")) {
      return FAMILIES.getOrDefault(event.string("event_family").orElse(""), SchemaName.EVENT_CORE);
    }
    if (event.has("sa_id") || type.startsWith("SA")) {
      return SchemaName.SA_EVENT;
    }
    return event.has("session_id") || type.startsWith("MAP")
        ? SchemaName.MAP_EVENT
        : SchemaName.EVENT;
  }

  private static SchemaName sampleKind(JsonObject sample) {
    if (sample.has("success_flag") || sample.has("timestamps")) {
      return SchemaName.LEARNING_SAMPLE;
    }
    return FAMILIES.getOrDefault(
        sample.string("sample_family").orElse(""), SchemaName.LEARNING_SAMPLE_CORE);
  }
}
