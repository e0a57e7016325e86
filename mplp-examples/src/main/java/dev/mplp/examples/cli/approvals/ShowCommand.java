package dev.mplp.examples.cli.approvals;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.model.ConfirmId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code approvals show}. */
@Command(
    name = "show",
    header = "Shows exactly what is to be approved, its digest, and what was done.")
final class ShowCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Desk desk = new Desk();

  @Parameters(paramLabel = "ID", description = "The Confirm.")
  private @Nullable String id;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ConfirmId confirm = Desk.id(id);
    desk.open(console, (mplp, to) -> ApprovalTexts.show(mplp, to, confirm, desk.isJson()));
    return ExitCode.OK;
  }
}
