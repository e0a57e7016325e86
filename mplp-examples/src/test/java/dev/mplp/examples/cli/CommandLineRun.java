package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.examples.cli.json.Json;
import dev.mplp.model.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What a command line printed and how it ended.
 *
 * @param exit the exit code
 * @param out the standard output
 * @param err the error stream
 */
record CommandLineRun(int exit, String out, String err) {

  /** The folder of the flows that come with the examples, from wherever the tests are started. */
  static final Path FLOWS = Path.of(System.getProperty("basedir", ""), "flows").toAbsolutePath();

  static CommandLineRun of(Object... arguments) {
    return with("", new Screen(false), arguments);
  }

  static CommandLineRun withInput(String input, Object... arguments) {
    return with(input, new Screen(false), arguments);
  }

  static CommandLineRun with(String input, Terminal terminal, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(input.getBytes(UTF_8));
    Console console =
        new Console(
            in, new PrintStream(out, false, UTF_8), new PrintStream(err, true, UTF_8), terminal);
    int exit =
        MplpCommand.execute(
            console, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new CommandLineRun(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The lines of the standard output as JSON objects. */
  List<JsonObject> json() {
    return out.lines()
        .map(line -> Json.read(line.getBytes(UTF_8)).orThrow("line").asObject())
        .toList();
  }

  /** A terminal whose person types these lines. */
  static final class Screen implements Terminal {

    private final boolean present;
    private final Queue<String> answers;

    Screen(boolean present, String... answers) {
      this.present = present;
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public boolean showsErrors() {
      return present;
    }

    @Override
    public boolean canAnswer() {
      return present;
    }

    @Override
    public @Nullable String readLine() {
      return answers.poll();
    }
  }
}
