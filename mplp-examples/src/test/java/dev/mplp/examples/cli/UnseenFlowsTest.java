package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.cli.json.Json;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flows as others write them: what happened to them before is history, and they run all the same.
 */
class UnseenFlowsTest {

  private static final JsonObject META =
      JsonObject.of(
          "protocol_version",
          "1.0.0",
          "schema_version",
          "1.0.0",
          "created_at",
          "2025-12-01T12:00:00.000Z");

  @TempDir Path folder;

  private final String contextId = UUID.randomUUID().toString();
  private final String planId = UUID.randomUUID().toString();
  private final String traceId = UUID.randomUUID().toString();
  private final String eventId = UUID.randomUUID().toString();

  @BeforeEach
  void writeContextAndPlan() throws IOException {
    write(
        "context.json",
        JsonObject.builder()
            .put("meta", META)
            .put("context_id", contextId)
            .put("root", JsonObject.of("domain", "test", "environment", "test"))
            .put("title", "Somebody's flow")
            .put("status", "draft")
            .put("events", JsonArray.of(event(eventId, "context.created", "context")))
            .build());
    write("plan.json", plan("draft"));
  }

  private JsonObject plan(String status) {
    String first = UUID.randomUUID().toString();
    return JsonObject.builder()
        .put("meta", META)
        .put("plan_id", planId)
        .put("context_id", contextId)
        .put("title", "Search")
        .put("objective", "Everybody was asked")
        .put("status", status)
        .put(
            "steps",
            JsonArray.of(
                step(first, "Ask", "orchestrator"),
                step(UUID.randomUUID().toString(), "Look here", "searcher", first),
                step(UUID.randomUUID().toString(), "Look there", null, first)))
        .build();
  }

  private static JsonObject step(String id, String description, String role, String... after) {
    JsonObject.Builder step =
        JsonObject.builder()
            .put("step_id", id)
            .put("description", description)
            .put("status", "pending");
    if (role != null) {
      step.put("agent_role", role);
    }
    if (after.length > 0) {
      step.put("dependencies", JsonArray.of((Object[]) after));
    }
    return step.build();
  }

  private static JsonObject event(String id, String type, String source) {
    return JsonObject.of("event_id", id, "event_type", type, "source", source)
        .with("timestamp", "2025-12-01T12:01:00.000Z");
  }

  private JsonObject confirm(String status, JsonObject... decisions) {
    return JsonObject.builder()
        .put("meta", META)
        .put("confirm_id", UUID.randomUUID().toString())
        .put("target_type", "plan")
        .put("target_id", planId)
        .put("status", status)
        .put("requested_by_role", "agent")
        .put("requested_at", "2025-12-01T12:01:00.000Z")
        .put("reason", "It is risky")
        .put("decisions", JsonArray.of((Object[]) decisions))
        .build();
  }

  private static JsonObject decision(String status) {
    return JsonObject.builder()
        .put("decision_id", UUID.randomUUID().toString())
        .put("status", status)
        .put("decided_by_role", "reviewer")
        .put("decided_at", "2025-12-01T12:05:00.000Z")
        .put("reason", "Because")
        .build();
  }

  private JsonObject trace() {
    return JsonObject.builder()
        .put("meta", META)
        .put("trace_id", traceId)
        .put("context_id", contextId)
        .put("plan_id", planId)
        .put(
            "root_span",
            JsonObject.of("trace_id", traceId, "span_id", UUID.randomUUID().toString()))
        .put("status", "completed")
        .put(
            "events",
            JsonArray.of(event(UUID.randomUUID().toString(), "confirm.submitted", "confirm")))
        .build();
  }

  private void write(String name, JsonValue document) throws IOException {
    Files.writeString(folder.resolve(name), document.toString(), UTF_8);
  }

  private CommandLineRun run(String... options) {
    Object[] words =
        Stream.concat(
                Stream.of("run", folder, "--out", out(), "--profile", "sa"), Stream.of(options))
            .toArray();
    return CommandLineRun.of(words);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private JsonValue result(String name) throws IOException {
    return Json.read(Files.readAllBytes(out().resolve(name))).orThrow(name);
  }

  private void assertSound() {
    CommandLineRun valid = CommandLineRun.of("validate", out());
    assertThat(valid.exit()).as(valid.out()).isZero();
    CommandLineRun rules = CommandLineRun.of("invariants", out());
    assertThat(rules.exit()).as(rules.out()).isZero();
  }

  @Test
  void labels_that_are_no_roles_go_to_the_agent() throws IOException {
    CommandLineRun run = run();
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertSound();
  }

  @Test
  void events_of_the_files_keep_their_ids() throws IOException {
    assertThat(run().exit()).isZero();
    assertThat(Files.readString(out().resolve("events.ndjson"))).contains(eventId);
  }

  @Test
  void a_decided_confirm_and_an_old_trace_are_history() throws IOException {
    write("confirm.json", confirm("approved", decision("rejected"), decision("approved")));
    write("trace.json", trace());
    CommandLineRun run = run();
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.err()).doesNotContain("approved by");
    List<JsonValue> traces = result("trace.json").asArray().values();
    assertThat(traces).hasSize(2);
    assertThat(traces).extracting(this::traceId).contains(traceId);
    JsonObject confirm = result("confirm.json").asObject();
    assertThat(confirm.get("decisions").asArray().size()).isEqualTo(2);
    assertSound();
  }

  private String traceId(JsonValue trace) {
    return trace.asObject().string("trace_id").orElseThrow();
  }

  @Test
  void an_approval_in_a_file_does_not_open_a_proposed_plan() throws IOException {
    write("plan.json", plan("proposed"));
    write("confirm.json", confirm("approved", decision("approved")));
    CommandLineRun rejected = run("--approve", "reject");
    assertThat(rejected.exit()).isEqualTo(1);
    assertThat(rejected.out()).contains("APPROVAL_REJECTED");
  }

  @Test
  void a_pending_confirm_is_decided_before_the_plan_begins() throws IOException {
    write("confirm.json", confirm("pending"));
    CommandLineRun run = run("--operator", "dba");
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.err()).contains("approved by dba");
    JsonObject confirm = result("confirm.json").asObject();
    assertThat(confirm.string("status")).hasValue("approved");
    assertThat(confirm.string("requested_by_role")).hasValue("agent");
    assertThat(confirm.get("decisions").asArray().size()).isEqualTo(1);
    assertSound();
  }

  @Test
  void a_plan_that_is_done_is_not_done_again() throws IOException {
    write("plan.json", plan("completed"));
    CommandLineRun run = CommandLineRun.of("run", folder, "--out", out());
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    write("plan.json", plan("cancelled"));
    CommandLineRun cancelled = CommandLineRun.of("run", folder);
    assertThat(cancelled.exit()).isEqualTo(1);
    assertThat(cancelled.out()).contains("a plan that is cancelled is not executed");
  }

  @Test
  void other_files_are_left_alone() throws IOException {
    write("settings.json", JsonObject.of("a", 1));
    Files.writeString(folder.resolve("README.md"), "nothing");
    CommandLineRun run = run();
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("not of a module, ignored: settings.json");
  }
}
