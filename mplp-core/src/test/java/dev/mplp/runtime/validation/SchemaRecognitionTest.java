package dev.mplp.runtime.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.FrozenSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRecognitionTest {

  @ParameterizedTest
  @CsvSource({
    "plan.json, mplp-plan",
    "PLAN.JSON, mplp-plan",
    "mplp-plan.json, mplp-plan",
    "mplp-plan.schema.json, mplp-plan",
    "draft.plan.json, mplp-plan",
    "plan.minimal.json, mplp-plan",
    "event.valid.json, mplp-event",
    "mplp-sa-event.json, mplp-sa-event",
    "learning-sample-intent.json, mplp-learning-sample-intent",
    "metadata.json, mplp-meta"
  })
  void byFileName_nameOfASchema_isThatSchema(String fileName, String expected) {
    assertThat(SchemaRecognition.byFileName(fileName)).hasToString("Optional[" + expected + "]");
  }

  @ParameterizedTest
  @CsvSource({"plan.yaml", "planning.json", "my-plan.json", "''", ".json", "json", "plan"})
  void byFileName_anythingElse_isUnknown(String fileName) {
    assertThat(SchemaRecognition.byFileName(fileName)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "context_id, mplp-context",
    "plan_id, mplp-plan",
    "steps, mplp-plan",
    "confirm_id, mplp-confirm",
    "trace_id, mplp-trace",
    "root_span, mplp-trace",
    "role_id, mplp-role",
    "dialog_id, mplp-dialog",
    "collab_id, mplp-collab",
    "extension_id, mplp-extension",
    "core_id, mplp-core",
    "network_id, mplp-network",
    "span_id, mplp-span",
    "event_id, mplp-event",
    "event_family, mplp-event-core",
    "sample_id, mplp-learning-sample-core",
    "invocation_id, mplp-tool-event",
    "file_path, mplp-file-update-event",
    "repo_url, mplp-git-event",
    "ci_provider, mplp-ci-event"
  })
  void byContent_distinguishingMember_decides(String member, String expected) {
    JsonObject document = JsonObject.of(member, 1, "context_id", 2);
    assertThat(SchemaRecognition.byContent(document)).hasToString("Optional[" + expected + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "event_family, pipeline_stage, mplp-pipeline-stage-event",
    "event_family, graph_update, mplp-graph-update-event",
    "event_family, runtime_execution, mplp-runtime-execution-event",
    "event_family, intent, mplp-event-core",
    "sa_id, x, mplp-sa-event",
    "event_type, SAInitialized, mplp-sa-event",
    "session_id, x, mplp-map-event",
    "event_type, MAPTurnDispatched, mplp-map-event",
    "event_type, plan.created, mplp-event"
  })
  void byContent_event_hasTheSchemaOfItsShape(String member, String value, String expected) {
    JsonObject event = JsonObject.of("event_id", "e", member, value);
    assertThat(SchemaRecognition.byContent(event)).hasToString("Optional[" + expected + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "sample_family, intent_resolution, mplp-learning-sample-intent",
    "sample_family, delta_impact, mplp-learning-sample-delta",
    "sample_family, other, mplp-learning-sample-core",
    "success_flag, true, mplp-learning-sample"
  })
  void byContent_sample_hasTheSchemaOfItsFamily(String member, String value, String expected) {
    JsonObject sample = JsonObject.of("sample_id", "s", member, value);
    assertThat(SchemaRecognition.byContent(sample)).hasToString("Optional[" + expected + "]");
  }

  @Test
  void byContent_nothingThatTells_isUnknown() {
    assertThat(SchemaRecognition.byContent(JsonObject.of("name", "x"))).isEmpty();
    assertThat(SchemaRecognition.byContent(JsonArray.of(JsonObject.of("plan_id", "x")))).isEmpty();
  }

  @Test
  void of_fileNameAndContentDiffer_fileNameDecides() {
    JsonObject context = JsonObject.of("context_id", "x");
    assertThat(SchemaRecognition.of("plan.json", context)).contains(SchemaName.PLAN);
    assertThat(SchemaRecognition.of("a.json", context)).contains(SchemaName.CONTEXT);
  }

  @Test
  void examplesOfTheProtocol_areRecognisedByNameAndByContentAlike() {
    FrozenSpec.files("examples", ".json")
        .forEach(
            file ->
                assertThat(SchemaRecognition.byContent(TestJson.parse(FrozenSpec.read(file))))
                    .as(file.toString())
                    .isPresent()
                    .isEqualTo(SchemaRecognition.byFileName(file.getFileName().toString())));
  }
}
