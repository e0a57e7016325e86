package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.cli.CommandLineRun.Screen;
import dev.mplp.examples.cli.json.Json;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {

  @TempDir Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  private static Path flow(String name) {
    return CommandLineRun.FLOWS.resolve(name);
  }

  private static String agent(String name) {
    return "exec:'" + flow(name).resolve("agent.sh") + "'";
  }

  private JsonValue result(String name) throws IOException {
    return Json.read(Files.readAllBytes(out().resolve(name))).orThrow(name);
  }

  /** What came out is valid, keeps every rule, and says of itself what the summary says. */
  private void assertSound() {
    CommandLineRun valid = CommandLineRun.of("validate", out());
    assertThat(valid.exit()).as(valid.out()).isZero();
    CommandLineRun rules = CommandLineRun.of("invariants", out());
    assertThat(rules.exit()).as(rules.out() + rules.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"single-agent,5", "tools,7", "approval,7", "large-plan,200", "retry,3", "branches,8"})
  void every_flow_of_ours_completes(String name, int steps) throws IOException {
    CommandLineRun run = CommandLineRun.of("run", flow(name), "--out", out(), "--profile", "sa");
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("plan ", "state ", "completed")
        .contains("profile sa: every rule holds")
        .contains("written to " + out());
    assertThat(run.err()).contains("[" + steps + "/" + steps + "] completed: ");
    assertThat(result("plan.json").asObject().string("status")).hasValue("completed");
    assertThat(result("context.json").asObject().string("status")).hasValue("active");
    assertThat(result("trace.json").asObject().get("events").asArray().size()).isPositive();
    assertSound();
  }

  @Test
  void the_events_are_in_order_and_complete() throws IOException {
    CommandLineRun.of("run", flow("tools"), "--out", out(), "-q");
    List<JsonObject> events =
        Files.readAllLines(out().resolve("events.ndjson"), UTF_8).stream()
            .map(line -> Json.read(line.getBytes(UTF_8)).orThrow("event").asObject())
            .toList();
    List<String> times = events.stream().map(event -> event.string("timestamp").get()).toList();
    assertThat(times).isSorted();
    assertThat(events).extracting(event -> event.string("event_id").get()).doesNotHaveDuplicates();
    List<String> sa =
        events.stream()
            .filter(event -> event.has("sa_id"))
            .map(event -> event.string("event_type").get())
            .toList();
    assertThat(sa).startsWith("SAInitialized", "SAContextLoaded", "SAPlanEvaluated");
    assertThat(sa).endsWith("SATraceEmitted", "SACompleted");
    assertThat(sa.stream().filter("SAStepStarted"::equals)).hasSize(7);
    assertThat(sa.stream().filter("SAStepCompleted"::equals)).hasSize(7);
    assertThat(events.stream().map(event -> event.string("event_type").get()))
        .contains("context.imported", "plan.imported", "extension.imported");
  }

  @Test
  void a_failing_step_fails_the_run_and_is_told() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("run", flow("retry"), "--agent", agent("retry"), "--out", out());
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains("failed: Fetch the rates from the provider: AGENT_FAILED: agent.sh ended with")
        .contains("the provider answers 503");
    assertThat(run.err()).contains(": the provider answers 503").contains("[0/3] failed: Fetch");
    assertThat(result("plan.json").asObject().string("status")).hasValue("failed");
    assertSound();
  }

  @Test
  void retries_repeat_a_failed_attempt_and_the_trace_has_both() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run", flow("retry"), "--agent", agent("retry"), "--retries", 2, "--out", out());
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("[0/3] failed, to be tried again: Fetch the rates");
    List<String> statuses =
        result("trace.json").asObject().get("segments").asArray().values().stream()
            .map(segment -> segment.asObject().string("status").get())
            .toList();
    assertThat(statuses).containsOnlyOnce("failed");
    assertSound();
  }

  @Test
  void on_failure_compensate_undoes_what_was_completed() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            flow("branches"),
            "--agent",
            agent("branches"),
            "--on-failure",
            "compensate",
            "--parallelism",
            1,
            "--out",
            out());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("compensated");
    assertThat(run.err()).contains("undone: Collect the documents that the supplier sent");
    assertThat(result("plan.json").asObject().string("status")).hasValue("failed");
  }

  @Test
  void on_failure_continue_completes_the_other_branches() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            flow("branches"),
            "--agent",
            agent("branches"),
            "--on-failure",
            "continue",
            "--out",
            out());
    assertThat(run.exit()).isEqualTo(1);
    List<String> statuses =
        result("plan.json").asObject().get("steps").asArray().values().stream()
            .map(step -> step.asObject().string("status").get())
            .toList();
    assertThat(statuses)
        .containsExactly(
            "completed",
            "completed",
            "completed",
            "failed",
            "skipped",
            "completed",
            "completed",
            "skipped");
    assertSound();
  }

  @Test
  void a_step_that_takes_too_long_fails() {
    CommandLineRun run =
        CommandLineRun.of(
            "run", flow("single-agent"), "--agent", "exec:sleep 100", "--timeout", "300ms");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("TIMEOUT");
  }

  @Test
  void a_rejected_plan_fails_before_its_first_step() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("run", flow("approval"), "--approve", "reject", "--out", out());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("APPROVAL_REJECTED");
    assertThat(Files.readString(out().resolve("events.ndjson"))).doesNotContain("SAStep");
    assertSound();
  }

  @Test
  void ask_shows_content_and_digest_and_takes_the_answer() {
    CommandLineRun yes =
        CommandLineRun.with(
            "",
            new Screen(true, "what?", "yes"),
            "run",
            flow("approval"),
            "--approve",
            "ask",
            "--operator",
            "ada");
    assertThat(yes.exit()).as(yes.err()).isZero();
    assertThat(yes.err())
        .contains("\"title\": \"Put billing 8.2.0 into production\"")
        .containsPattern("digest [0-9a-f]{64}")
        .contains("reason Migrations 0417 to 0421")
        .contains("Approve as ada?", "approved by ada: digest ")
        .contains("[##############################] 7/7");
    CommandLineRun no =
        CommandLineRun.with(
            "", new Screen(true, "no not today"), "run", flow("approval"), "--approve", "ask");
    assertThat(no.exit()).isEqualTo(1);
    assertThat(no.out()).contains("was rejected by ").doesNotContain("not today");
    CommandLineRun nobody =
        CommandLineRun.with("", new Screen(true), "run", flow("approval"), "--approve", "ask");
    assertThat(nobody.exit()).isEqualTo(1);
  }

  @Test
  void every_violation_is_told_before_anything_is_done() throws IOException {
    copy("single-agent");
    replace("plan.json", "\"title\": \"Assess the application\",", "");
    replace("role.json", "\"name\": \"analyst\"", "\"name\": 7");
    CommandLineRun run = CommandLineRun.of("run", folder, "--out", out());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("plan.json", "schema/required", "role.json", "/name  schema/type");
    assertThat(out()).doesNotExist();
  }

  @Test
  void what_cannot_be_stored_is_refused() throws IOException {
    copy("single-agent");
    replace("role.json", "\"analyst\"", "\"ana\\u0000lyst\"");
    CommandLineRun run = CommandLineRun.of("run", folder);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("limit/nul");
  }

  @Test
  void a_flow_whose_objects_do_not_fit_is_refused() throws IOException {
    copy("single-agent");
    String text = Files.readString(folder.resolve("plan.json"));
    Files.writeString(folder.resolve("plan.json"), "[" + text + "," + text + "]");
    CommandLineRun twice = CommandLineRun.of("run", folder);
    assertThat(twice.exit()).isEqualTo(1);
    assertThat(twice.err()).startsWith("mplp: FLOW_INCONSISTENT: ");
  }

  @Test
  void a_cycle_is_refused_and_shown() throws IOException {
    copy("retry");
    String plan = Files.readString(folder.resolve("plan.json"));
    JsonObject json = Json.read(plan.getBytes(UTF_8)).orThrow("plan").asObject();
    String last = json.get("steps").asArray().get(2).asObject().string("step_id").orElseThrow();
    replace(
        "plan.json",
        "\"status\": \"pending\",\n      \"agent_role\"",
        "\"status\": \"pending\",\n      \"dependencies\": [\""
            + last
            + "\"],\n      \"agent_role\"");
    CommandLineRun run = CommandLineRun.of("run", folder);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("mplp: ").contains("cycle");
  }

  @Test
  void a_parent_of_flows_is_told_where_they_are() {
    CommandLineRun run = CommandLineRun.of("run", CommandLineRun.FLOWS);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean", flow("retry").toString());
  }

  @Test
  void results_replace_those_of_an_earlier_run_and_nothing_else() throws IOException {
    CommandLineRun.of("run", flow("approval"), "--out", out());
    assertThat(out().resolve("confirm.json")).exists();
    CommandLineRun again = CommandLineRun.of("run", flow("single-agent"), "--out", out());
    assertThat(again.exit()).isZero();
    assertThat(out().resolve("confirm.json")).doesNotExist();
    copy("single-agent");
    assertThat(CommandLineRun.of("run", folder, "--out", folder).exit()).isEqualTo(2);
    CommandLineRun other = CommandLineRun.of("run", flow("retry"), "--out", folder);
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("was not written by a run");
  }

  @Test
  void several_plans_are_run_and_written_as_an_array() throws IOException {
    copy("single-agent");
    String plan = Files.readString(folder.resolve("plan.json"));
    String other =
        plan.lines()
            .map(line -> line.replaceAll("\"([0-9a-f]{8})-([0-9a-f]{4})-4", "\"$1-$2-4"))
            .collect(Collectors.joining("\n"))
            .replace("1597678a-", "1597678b-")
            .replace("Assess the application", "Assess it once more");
    Files.writeString(folder.resolve("plan.json"), "[" + plan + "," + freshSteps(other) + "]");
    CommandLineRun run = CommandLineRun.of("run", folder, "--out", out());
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("Assess the application", "Assess it once more");
    assertThat(result("plan.json").asArray().size()).isEqualTo(2);
    assertThat(result("trace.json").asArray().size()).isEqualTo(2);
    assertSound();
  }

  /** Other identifiers for the steps: the first digit of each is turned. */
  private static String freshSteps(String plan) {
    JsonObject json = Json.read(plan.getBytes(UTF_8)).orThrow("plan").asObject();
    String text = plan;
    for (JsonValue step : json.get("steps").asArray()) {
      String id = step.asObject().string("step_id").orElseThrow();
      char turned = id.charAt(0) == '0' ? '1' : '0';
      text = text.replace(id, turned + id.substring(1));
    }
    return text;
  }

  private void copy(String name) throws IOException {
    try (var files = Files.list(flow(name))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private void replace(String name, String text, String by) throws IOException {
    Path file = folder.resolve(name);
    String before = Files.readString(file, UTF_8);
    assertThat(before).contains(text);
    Files.writeString(
        file,
        before.replaceFirst(
            java.util.regex.Pattern.quote(text), java.util.regex.Matcher.quoteReplacement(by)),
        UTF_8);
  }
}
