package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonObject;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NdjsonTest {

  private static final String GOOD =
      "{\"meta\":{\"protocol_version\":\"1.0.0\",\"schema_version\":\"1.0.0\"},"
          + "\"role_id\":\"831f0943-4783-43d0-835e-d2d8d2553844\",\"name\":\"clerk\"}";

  static String line(String schema, String instance) {
    return "{\"schema\":\"" + schema + "\",\"instance\":" + instance + "}\n";
  }

  @Test
  void each_line_is_answered_in_order() {
    String input =
        line("mplp-role", GOOD)
            + line("mplp-plan", "{}")
            + "\n"
            + line("role", GOOD)
            + line("mplp-role", "[1]")
            + "{\"instance\":"
            + GOOD
            + ",\"schema\":\"mplp-role.schema.json\"}\n"
            + line("mplp-role", GOOD).strip();
    CommandLineRun run = CommandLineRun.withInput(input, "validate", "--ndjson");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.json())
        .extracting(answer -> answer.get("valid").asBoolean())
        .containsExactly(true, false, true, false, true, true);
    assertThat(run.json().get(0)).isEqualTo(JsonObject.of("valid", true, "errors", List.of()));
    JsonObject error = run.json().get(3).get("errors").asArray().get(0).asObject();
    assertThat(error.names()).containsExactly("pointer", "rule", "message");
    assertThat(error.string("rule")).hasValue("schema/type");
  }

  @Test
  void only_valid_lines_end_with_0() {
    CommandLineRun run =
        CommandLineRun.withInput(line("mplp-role", GOOD).repeat(3), "validate", "--ndjson");
    assertThat(run.exit()).isZero();
    assertThat(run.json()).hasSize(3);
    assertThat(CommandLineRun.withInput("", "validate", "--ndjson"))
        .isEqualTo(new CommandLineRun(0, "", ""));
  }

  @Test
  void a_line_that_asks_nothing_is_answered_too() {
    String input =
        "nonsense\n[]\n17\n{\"schema\":\"mplp-role\"}\n{\"instance\":{}}\n"
            + line("mplp-nothing", "{}")
            + "{\"schema\":7,\"instance\":{}}\n";
    CommandLineRun run = CommandLineRun.withInput(input, "validate", "--ndjson");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json())
        .extracting(
            answer -> answer.get("errors").asArray().get(0).asObject().string("rule").orElseThrow())
        .containsExactly(
            "json/syntax",
            "line/form",
            "line/form",
            "line/instance",
            "line/schema",
            "line/schema",
            "line/schema");
  }

  @Test
  void the_text_layer_points_into_the_document() {
    String twice = GOOD.replace("\"name\"", "\"name\":\"a\",\"name\"");
    String surrogate = GOOD.replace("clerk", "\\ud800");
    CommandLineRun run =
        CommandLineRun.withInput(
            line("mplp-role", twice) + line("mplp-role", surrogate), "validate", "--ndjson");
    assertThat(run.json())
        .allSatisfy(
            answer ->
                assertThat(answer.get("errors").asArray().get(0).asObject().string("pointer"))
                    .hasValue("/name"));
  }

  @Test
  void what_cannot_be_stored_is_valid() {
    String input =
        line("mplp-role", GOOD.replace("clerk", "a\\u0000"))
            + line("mplp-role", GOOD.replace("\"clerk\"", "1e99999999999"));
    CommandLineRun run = CommandLineRun.withInput(input, "validate", "--ndjson");
    assertThat(run.json())
        .extracting(answer -> answer.get("valid").asBoolean())
        .containsExactly(true, false);
  }

  @Test
  @Timeout(60)
  void a_line_is_answered_before_the_next_one_comes() throws Exception {
    PipedOutputStream questions = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream();
    OutputStream toAnswers = new PipedOutputStream(answers);
    Console console =
        new Console(
            new PipedInputStream(questions),
            new PrintStream(new BufferedOutputStream(toAnswers), false, UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
            new CommandLineRun.Screen(false));
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(() -> MplpCommand.execute(console, "validate", "--ndjson"));
    BufferedReader lines = new BufferedReader(new InputStreamReader(answers, UTF_8));
    for (int i = 0; i < 3; i++) {
      questions.write(line("mplp-role", GOOD).getBytes(UTF_8));
      questions.flush();
      assertThat(lines.readLine()).isEqualTo("{\"valid\":true,\"errors\":[]}");
    }
    questions.close();
    assertThat(exit.get(60, SECONDS)).isZero();
  }
}
