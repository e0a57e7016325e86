package dev.mplp.examples.cli;

import dev.mplp.examples.cli.check.InvariantCheck;
import dev.mplp.examples.cli.check.RuleFiles;
import dev.mplp.examples.cli.report.Report;
import dev.mplp.runtime.invariant.InvariantSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code invariants}. */
@Command(
    name = "invariants",
    header = "Checks rules over the objects of a flow that no single schema can state.",
    description = {
      "",
      "Reads the documents of the folder (not of folders in it) and checks the rule sets of the "
          + "protocol, the rules of a file invariants.yaml in the folder, and those of --rules. A "
          + "rule applies to each object of its scope. A rule that is not known never passes.",
      "",
      "A file of rules is YAML: a list, under 'invariants' or alone, of id, scope, path, rule, and "
          + "perhaps when, severity (error or warning), description.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mplp invariants target/first",
      "  mplp invariants target/first --sets none --rules my-rules.yaml",
      "  mplp invariants target/first --format json",
      "",
      "Exit codes: 0 every rule holds; 1 one is broken; 2 one is unknown, or a file cannot be read."
    })
final class InvariantsCommand implements Callable<Integer> {

  /** The sets of the protocol that are checked. */
  enum Sets {
    /** All five. */
    ALL,
    /** The single-agent profile alone. */
    SA,
    /** The multi-agent profile alone. */
    MAP,
    /** None of them: only the rules of files. */
    NONE;

    private List<InvariantSet> sets() {
      return switch (this) {
        case ALL -> InvariantSet.all();
        case SA -> List.of(InvariantSet.sa());
        case MAP -> List.of(InvariantSet.map());
        case NONE -> List.of();
      };
    }
  }

  @Parameters(paramLabel = "DIR", description = "The folder of the flow.")
  private @Nullable Path folder;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "More rules; may be given several times.")
  private List<Path> rules = List.of();

  @Option(
      names = "--sets",
      paramLabel = "SETS",
      defaultValue = "all",
      description = "The rule sets of the protocol: all, sa, map or none.")
  private Sets sets = Sets.ALL;

  @Option(names = "--strict", description = "Takes warnings for errors.")
  private boolean strict;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json: one object a line for each document.")
  private Report.Format format = Report.Format.TEXT;

  private final Console console;

  InvariantsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path flow = java.util.Objects.requireNonNull(folder, "folder");
    InvariantCheck check = new InvariantCheck(RuleFiles.with(sets.sets(), flow, rules), strict);
    InvariantCheck.Outcome outcome = check.check(flow);
    Report report = format.to(console);
    outcome.documents().forEach(report::add);
    report.finish();
    if (!outcome.unknown().isEmpty()) {
      outcome.unknown().forEach(rule -> console.say("mplp: unknown rule " + rule));
      return ExitCode.UNUSABLE;
    }
    return outcome.holds() ? ExitCode.OK : ExitCode.FAILED;
  }
}
