package dev.mplp.examples.cli.events;

import dev.mplp.examples.cli.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The command {@code events}: holds those that deal with groups of subscribers at a broker. */
@Command(
    name = "events",
    header = "Sends events to a group of subscribers again, and shows those it could not handle.",
    description = {
      "",
      "The broker is that of RABBITMQ_URL or --broker; RABBITMQ_PASSWORD holds its password. What is "
          + "sent comes marked as replayed, to the one group alone.%n"
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ReplayCommand.class, DeadLettersCommand.class, RedeliverCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  mplp events replay billing --database postgresql://user@localhost/mplp --after 41000",
      "  mplp events replay billing --database postgresql://user@localhost/mplp \\",
      "      --since 2026-03-01T00:00:00Z --pattern 'plan.event.*' --tenant acme",
      "  mplp events dead-letters billing",
      "  mplp events redeliver billing --limit 10",
      "",
      "Exit codes: 0 done; 1 not to its end, which it says where; 2 the command line, the database",
      "or the broker cannot be used."
    })
public final class EventsCommand {

  /** The command itself does nothing. */
  public EventsCommand() {}

  /** One of its commands with the console, null when the class is none of them. */
  public static @Nullable Object create(Class<?> type, Console console) {
    if (type == ReplayCommand.class) {
      return new ReplayCommand(console);
    }
    if (type == DeadLettersCommand.class) {
      return new DeadLettersCommand(console);
    }
    return type == RedeliverCommand.class ? new RedeliverCommand(console) : null;
  }
}
