package dev.mplp.examples.cli.approvals;

import dev.mplp.examples.cli.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The command {@code approvals}: holds those that look at approvals and decide on them. */
@Command(
    name = "approvals",
    header = "Shows what waits for a decision in a database, and decides on it.",
    description = {
      "",
      "Approving takes the digest of the content that was looked at, which 'show' tells. Who is not "
          + "asked, or asked for it, is refused.%n"
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      ApproveCommand.class,
      RejectCommand.class,
      DelegateCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mplp approvals list --database postgresql://user@localhost/mplp --as ada --role manager",
      "  mplp approvals show ID --database postgresql://user@localhost/mplp --as ada",
      "  mplp approvals approve ID --digest HEX --database postgresql://user@localhost/mplp --as ada",
      "",
      "Exit codes: 0 done; 1 refused; 2 the command line or the database cannot be used."
    })
public final class ApprovalsCommand {

  /** The command itself does nothing. */
  public ApprovalsCommand() {}

  /** One of its commands with the console, null when the class is none of them. */
  public static @Nullable Object create(Class<?> type, Console console) {
    if (type == ListCommand.class) {
      return new ListCommand(console);
    }
    if (type == ShowCommand.class) {
      return new ShowCommand(console);
    }
    if (type == ApproveCommand.class) {
      return new ApproveCommand(console);
    }
    if (type == RejectCommand.class) {
      return new RejectCommand(console);
    }
    return type == DelegateCommand.class ? new DelegateCommand(console) : null;
  }
}
