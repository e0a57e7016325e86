package dev.mplp.examples.cli.approvals;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code approvals list}. */
@Command(name = "list", header = "Shows what waits for a decision of the subject, oldest first.")
final class ListCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Desk desk = new Desk();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many. (100)")
  private int limit;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UsageException("--limit must be 1 or more");
    }
    desk.open(console, (mplp, to) -> ApprovalTexts.list(mplp, to, limit, desk.isJson()));
    return ExitCode.OK;
  }
}
