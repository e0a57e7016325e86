package dev.mplp.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MplpCommandTest {

  @Test
  void serve_prints_how_it_is_set_and_is_the_default() {
    CommandLineRun run = CommandLineRun.of("serve", "--print-config", "--port", "3100");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("PORT=3100\n", "# MPLP_ENV=development\n");
    assertThat(CommandLineRun.of("--help").out()).contains("Without a command: serve");
    CommandLineRun wrong = CommandLineRun.of("serve", "--port", "-1");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("PORT is a whole number from 0 to 65535, but is \"-1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "invariants", "run", "serve", "token", "key"})
  void help_teaches_with_examples_and_exit_codes(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Usage: mplp " + command)
        .contains("Examples:")
        .contains("  mplp " + command)
        .contains("Exit codes: 0");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void help_of_the_whole_names_every_command() {
    CommandLineRun run = CommandLineRun.of("--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("validate", "invariants", "run", "Exit codes: 0");
  }

  @Test
  void version_names_ours_and_the_protocols() {
    CommandLineRun run = CommandLineRun.of("--version");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("mplp ").contains("protocol 1.0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus",
        "validate",
        "validate --schema nothing x.json",
        "validate --ndjson x.json",
        "validate --format xml x.json",
        "invariants",
        "invariants no-such-folder",
        "invariants . --sets some",
        "run",
        "run no-such-folder",
        "run flows/retry --approve perhaps",
        "run flows/retry --on-failure panic",
        "run flows/retry --timeout 5",
        "run flows/retry --timeout 0s",
        "run flows/retry --retries -1",
        "run flows/retry --parallelism -1",
        "run flows/retry --agent nobody",
        "run flows/retry --agent exec:",
        "run flows/retry --agent exec:no-such-program-here",
        "run flows/retry --agent exec:./no-such-file.sh",
        "run flows/retry --agent exec:'open",
        "run flows/retry --operator mplp-run",
        "run flows/retry --profile none",
        "run flows/retry --database oracle://nowhere",
        "run flows/retry --approve ask"
      })
  void what_cannot_be_done_is_said_in_a_line_without_a_stack_trace(String line) {
    Object[] words =
        line.replace("flows/retry", CommandLineRun.FLOWS.resolve("retry").toString()).split(" ");
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("mplp: ").doesNotContain("\tat ").doesNotContain("unexpected");
  }

  @Test
  void debug_shows_the_stack_trace() {
    CommandLineRun run = CommandLineRun.of("invariants", "no-such-folder", "--debug");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("\tat dev.mplp.examples.cli");
  }
}
