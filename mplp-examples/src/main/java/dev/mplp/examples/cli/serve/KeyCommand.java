package dev.mplp.examples.cli.serve;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.Durations;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.examples.server.security.NewApiKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code key}: makes a key for a program. */
@Command(
    name = "key",
    header = "Makes a key for a program that calls the server.",
    description = {
      "",
      "Prints two lines: the key, for the program, which is shown this once and kept nowhere; and",
      "what goes into the file that MPLP_API_KEYS_FILE names, which has its hash alone. The server",
      "sees a change of the file within a second: remove the line, and the key is no good.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mplp key --name nightly --subject importer --role importer --for 2160h",
      "",
      "Exit codes: 0 printed; 2 the command line cannot be used."
    })
public final class KeyCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final Holder holder = new Holder();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "What the key is called in the file.")
  private String name = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long it is good, such as 2160h; for ever unless given.")
  private @Nullable Duration lasts;

  KeyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Instant until =
        lasts == null ? null : Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(lasts);
    try {
      NewApiKey key = NewApiKey.of(name, holder.principal(), until);
      console.printExactly(key.key());
      console.printExactly(key.line());
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
