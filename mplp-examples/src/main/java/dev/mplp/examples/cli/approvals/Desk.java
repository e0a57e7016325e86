package dev.mplp.examples.cli.approvals;

import dev.mplp.Mplp;
import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.examples.cli.report.Report;
import dev.mplp.examples.cli.run.RunRuntime;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the approvals are, and who sits before them: the options that all commands share. */
public final class Desk {

  @Option(
      names = "--database",
      paramLabel = "URL",
      required = true,
      description =
          "Where the approvals are, such as postgresql://user@host/name; the password is better "
              + "given by DATABASE_PASSWORD.")
  private String database = "";

  @Option(
      names = "--as",
      paramLabel = "SUBJECT",
      required = true,
      description = "Who decides; kept in the record.")
  private String subject = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "A role that the subject acts in; may be given several times.")
  private List<String> roles = List.of();

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Whose approvals. (default)")
  private String tenant = "default";

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json: one object a line.")
  private Report.Format format = Report.Format.TEXT;

  /** Whether programs read what is printed. */
  boolean isJson() {
    return format == Report.Format.JSON;
  }

  /** Lets the subject act, and prints what comes of it. */
  void open(Console console, BiConsumer<Mplp, Console> act) {
    Set<String> names = new LinkedHashSet<>(roles);
    Principal principal;
    try {
      principal = new Principal(Tenant.of(tenant), subject, names);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    try (RunRuntime runtime = RunRuntime.open(database, 1)) {
      act.accept(runtime.mplp().as(principal), console);
    }
  }

  static ConfirmId id(@Nullable String text) {
    try {
      return ConfirmId.of(String.valueOf(text));
    } catch (IllegalArgumentException e) {
      throw new UsageException("'" + text + "' is no id of a Confirm; 'approvals list' shows them");
    }
  }
}
