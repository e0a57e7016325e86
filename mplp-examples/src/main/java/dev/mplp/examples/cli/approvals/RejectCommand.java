package dev.mplp.examples.cli.approvals;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.model.ConfirmId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code approvals reject}. */
@Command(name = "reject", header = "Rejects it.")
final class RejectCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Desk desk = new Desk();

  @Parameters(paramLabel = "ID", description = "The Confirm.")
  private @Nullable String id;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  RejectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ConfirmId confirm = Desk.id(id);
    if (reason.isBlank()) {
      throw new UsageException("--reason must say why");
    }
    desk.open(
        console,
        (mplp, to) ->
            ApprovalTexts.tell(to, mplp.confirms().reject(confirm, reason), desk.isJson()));
    return ExitCode.OK;
  }
}
