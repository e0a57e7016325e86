package dev.mplp.examples.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepHandler;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.StepOutcome;
import dev.mplp.runtime.MplpRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs as handlers of a real runtime. */
@Timeout(60)
class ExecAgentTest {

  @TempDir Path folder;

  private final List<String> log = new CopyOnWriteArrayList<>();

  private String script(String body) throws IOException {
    Path file = folder.resolve("agent.sh");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n", UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  private ExecutionResult run(String agent, ExecutionOptions options) throws InterruptedException {
    StepHandler handler = Agents.of(agent, log::add);
    try (Mplp mplp = MplpRuntime.builder().build()) {
      mplp.handlers().registerDefault(handler);
      Context context = mplp.contexts().open("Programs", Root.of("test", "test"));
      Plan plan =
          Plan.builder(context.contextId(), "Two", "Both are done")
              .step("first \"thing\"", "worker")
              .step("second", step -> step.role("checker").after("first \"thing\""))
              .build();
      mplp.plans().create(plan);
      return mplp.plans().execute(plan.planId(), options).await(Duration.ofSeconds(50));
    }
  }

  private StepOutcome first(String agent) throws InterruptedException {
    return run(agent, ExecutionOptions.DEFAULT).steps().get(0);
  }

  @Test
  void the_step_comes_on_stdin_and_in_the_environment() throws Exception {
    String agent =
        script(
            "step=$(cat); printf '{\"stdin\":%s,\"env\":\"%s|%s|%s|%s|%s\"}'"
                + " \"$step\" \"$MPLP_STEP_ID\" \"$MPLP_ROLE\" \"$MPLP_ATTEMPT\""
                + " \"$MPLP_IDEMPOTENCY_KEY\" \"${MPLP_DESCRIPTION#* }\" | tr -d '\\n'"
                + " | sed 's/\"thing\"\"}$/thing\"}/'");
    ExecutionResult result = run("exec:" + agent, ExecutionOptions.DEFAULT);
    assertThat(result.isCompleted()).as("%s", result).isTrue();
    StepOutcome first = result.steps().get(0);
    JsonObject stdin = first.output().get("stdin").asObject();
    assertThat(stdin.string("description")).hasValue("first \"thing\"");
    assertThat(stdin.string("step_id")).hasValue(first.stepId().value());
    assertThat(stdin.get("attempt").asInt()).isEqualTo(1);
    assertThat(first.output().string("env"))
        .hasValue(
            first.stepId()
                + "|worker|1|"
                + stdin.string("idempotency_key").orElseThrow()
                + "|thing");
    JsonObject inputs =
        result.steps().get(1).output().get("stdin").asObject().get("inputs").asObject();
    assertThat(inputs.get(first.stepId().value())).isEqualTo(first.output());
  }

  @Test
  void arguments_reach_the_program_as_they_are() throws Exception {
    String agent = script("printf '{\"args\":\"%s|%s|%s\"}' \"$#\" \"$1\" \"$2\"");
    StepOutcome first = first("exec:" + agent + " '$HOME *' --x");
    assertThat(first.output().string("args")).hasValue("2|$HOME *|--x");
  }

  @Test
  void no_answer_is_an_empty_one() throws Exception {
    StepOutcome first = first("exec:" + script("cat > /dev/null; echo"));
    assertThat(first.error()).isNull();
    assertThat(first.output()).isEqualTo(JsonObject.empty());
  }

  @Test
  void a_program_need_not_read_the_step() throws Exception {
    assertThat(run("exec:" + script("exit 0"), ExecutionOptions.DEFAULT).isCompleted()).isTrue();
  }

  @Test
  void an_exit_code_other_than_0_fails_with_the_last_line_of_stderr() throws Exception {
    StepOutcome first =
        first("exec:" + script("echo one >&2; echo 'the disk is full' >&2; exit 3"));
    assertThat(first.error().code()).isEqualTo("AGENT_FAILED");
    assertThat(first.error().message())
        .isEqualTo("agent.sh ended with exit code 3: the disk is full");
    assertThat(first.error().retryable()).isTrue();
    String prefix = first.stepId().value().substring(0, 8) + ": ";
    assertThat(log).containsExactly(prefix + "one", prefix + "the disk is full");
  }

  @Test
  void an_answer_that_is_no_json_object_fails() throws Exception {
    for (String answer : new String[] {"[1]", "hello", "{}{}", "{\"a\":1,\"a\":2}"}) {
      StepOutcome first = first("exec:" + script("echo '" + answer + "'"));
      assertThat(first.error().code()).as(answer).isEqualTo("AGENT_ANSWER");
    }
  }

  @Test
  void an_endless_answer_is_cut_off() throws Exception {
    StepOutcome first = first("exec:" + script("yes"));
    assertThat(first.error().code()).isEqualTo("AGENT_ANSWER");
    assertThat(first.error().message()).contains("longer than");
  }

  @Test
  void a_timeout_kills_the_program_and_what_it_started() throws Exception {
    Path pids = folder.resolve("pids");
    String agent = script("echo $$ > " + pids + "; sleep 1000 & echo $! >> " + pids + "; wait");
    ExecutionOptions options =
        ExecutionOptions.builder().stepTimeout(Duration.ofSeconds(1)).build();
    ExecutionResult result = run("exec:" + agent, options);
    assertThat(result.steps().get(0).error().code()).isEqualTo("TIMEOUT");
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(2);
    for (String pid : started) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(handle -> handle.onExit().join());
    }
  }

  @Test
  void a_process_left_behind_holds_nothing_up() throws Exception {
    Path pid = folder.resolve("pid");
    String agent = script("sleep 1000 & echo $! > " + pid + "; echo '{\"done\":true}'");
    StepOutcome first = first("exec:" + agent);
    assertThat(first.output()).isEqualTo(JsonObject.of("done", true));
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }
}
