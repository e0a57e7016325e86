package dev.mplp.examples.cli.serve;

import dev.mplp.examples.cli.UsageException;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** Who is to have a token or key: the options that both commands share. */
final class Holder {

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      required = true,
      description = "Who it is for, as the record will name them.")
  private String subject = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "The name of a role that it acts in; may be given several times.")
  private List<String> roles = List.of();

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Whose data it sees. (default)")
  private String tenant = "default";

  Principal principal() {
    try {
      return new Principal(Tenant.of(tenant), subject, new LinkedHashSet<>(roles));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
