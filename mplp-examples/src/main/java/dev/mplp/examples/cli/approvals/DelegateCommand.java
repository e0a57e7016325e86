package dev.mplp.examples.cli.approvals;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.model.ConfirmId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code approvals delegate}. */
@Command(
    name = "delegate",
    header = "Lets somebody else decide in place of the subject, as far as the policy goes.")
final class DelegateCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Desk desk = new Desk();

  @Parameters(paramLabel = "ID", description = "The Confirm.")
  private @Nullable String id;

  @Option(names = "--to", paramLabel = "SUBJECT", required = true, description = "Who may decide.")
  private String to = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "When it ends by itself, such as 2026-12-24T18:00:00Z.")
  private @Nullable String until;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private @Nullable String reason;

  DelegateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ConfirmId confirm = Desk.id(id);
    Instant end = end();
    desk.open(
        console,
        (mplp, out) ->
            ApprovalTexts.tell(
                out, mplp.confirms().delegate(confirm, to, end, reason), desk.isJson()));
    return ExitCode.OK;
  }

  private @Nullable Instant end() {
    try {
      return until == null ? null : Instant.parse(until);
    } catch (DateTimeParseException e) {
      throw new UsageException("--until: '" + until + "' is no time such as 2026-12-24T18:00:00Z");
    }
  }
}
