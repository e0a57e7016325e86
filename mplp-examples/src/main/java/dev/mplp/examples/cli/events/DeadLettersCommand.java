package dev.mplp.examples.cli.events;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.json.Json;
import dev.mplp.examples.cli.report.Report;
import dev.mplp.model.JsonObject;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventBroker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code events dead-letters}. */
@Command(
    name = "dead-letters",
    header = "Shows the messages that a group could not handle, oldest first; they stay.")
final class DeadLettersCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private GroupOptions at = new GroupOptions();
  @Mixin private Limit limit = new Limit();

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json: one object a line.")
  private Report.Format format = Report.Format.TEXT;

  DeadLettersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String group = at.group();
    int most = limit.number();
    try (EventBroker broker = at.open(System.getenv())) {
      for (DeadLetter letter : broker.groups().deadLetters(group, most)) {
        if (format == Report.Format.JSON) {
          console.printExactly(Json.line(json(letter)));
        } else {
          print(letter);
        }
      }
    }
    return ExitCode.OK;
  }

  private static JsonObject json(DeadLetter letter) {
    return JsonObject.builder()
        .put("id", letter.id())
        .put("reason", letter.reason())
        .put("attempts", letter.attempts())
        .put("history", letter.history())
        .put("bytes", letter.size())
        .build();
  }

  private void print(DeadLetter letter) {
    String id = letter.id().isEmpty() ? "(no id)" : letter.id();
    console.print(
        id
            + "  "
            + letter.attempts()
            + " attempts, "
            + letter.size()
            + " bytes: "
            + letter.reason());
    letter.history().forEach(one -> console.print("    " + one));
  }
}
