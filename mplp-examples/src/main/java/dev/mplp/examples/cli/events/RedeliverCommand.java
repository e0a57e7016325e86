package dev.mplp.examples.cli.events;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.spi.EventBroker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code events redeliver}. */
@Command(
    name = "redeliver",
    header = "Gives dead letters to their group again, oldest first, with all attempts anew.")
final class RedeliverCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private GroupOptions at = new GroupOptions();
  @Mixin private Limit limit = new Limit();

  RedeliverCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String group = at.group();
    int most = limit.number();
    try (EventBroker broker = at.open(System.getenv())) {
      console.print(broker.groups().redeliver(group, most) + " messages");
    }
    return ExitCode.OK;
  }
}
