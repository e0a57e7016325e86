package dev.mplp.examples.cli.approvals;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.model.ConfirmId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code approvals approve}. */
@Command(
    name = "approve",
    header = "Approves exactly the content with this digest.",
    description = {
      "",
      "When the content has changed since it was shown, nothing is approved: look at it again.%n"
    })
final class ApproveCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Desk desk = new Desk();

  @Parameters(paramLabel = "ID", description = "The Confirm.")
  private @Nullable String id;

  @Option(
      names = "--digest",
      paramLabel = "HEX",
      required = true,
      description = "The digest that 'approvals show' showed.")
  private String digest = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private @Nullable String reason;

  ApproveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ConfirmId confirm = Desk.id(id);
    desk.open(
        console,
        (mplp, to) ->
            ApprovalTexts.tell(
                to, mplp.confirms().approve(confirm, digest, reason), desk.isJson()));
    return ExitCode.OK;
  }
}
