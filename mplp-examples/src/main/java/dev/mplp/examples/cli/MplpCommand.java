package dev.mplp.examples.cli;

import dev.mplp.examples.cli.approvals.ApprovalsCommand;
import dev.mplp.examples.cli.events.EventsCommand;
import dev.mplp.examples.cli.serve.HealthcheckCommand;
import dev.mplp.examples.cli.serve.KeyCommand;
import dev.mplp.examples.cli.serve.ServeCommand;
import dev.mplp.examples.cli.serve.ServeCommands;
import dev.mplp.examples.cli.serve.TokenCommand;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code mplp}: holds the others. */
@Command(
    name = "mplp",
    header =
        "Validates MPLP documents, checks the invariants of flows, runs plans and serves them over HTTP.",
    description = {
      "",
      "A flow is a folder with the objects of one piece of work, a file for each module: "
          + "context.json, plan.json, role.json, ...%n"
    },
    footerHeading = "%nTo begin with:%n",
    footer = {
      "  mplp run mplp-examples/flows/single-agent --out target/first",
      "  mplp validate target/first",
      "  mplp invariants target/first",
      "",
      "'mplp COMMAND --help' tells more about a command, with examples. Without a command: serve.",
      "Exit codes: 0 all is well; 1 a document is not valid, a rule is broken or a plan was not",
      "completed; 2 the command line, a file, a database or a rule cannot be used."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ValidateCommand.class,
      InvariantsCommand.class,
      RunCommand.class,
      ApprovalsCommand.class,
      EventsCommand.class,
      ServeCommand.class,
      TokenCommand.class,
      KeyCommand.class,
      HealthcheckCommand.class
    },
    versionProvider = Version.class)
final class MplpCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this text.")
  @SuppressWarnings("UnusedVariable") // picocli answers it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows the version.")
  @SuppressWarnings("UnusedVariable") // picocli answers it
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows the stack trace of an error, and logs what the library does.")
  private boolean debug;

  private MplpCommand() {}

  /** Does what the arguments say; answers an {@link ExitCode}. */
  static int execute(Console console, String... arguments) {
    Logging.configure(arguments);
    MplpCommand root = new MplpCommand();
    CommandLine line =
        new CommandLine(root, new Factory(console))
            .setOut(new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8)))
            .setErr(
                new PrintWriter(
                    new OutputStreamWriter(console.err(), StandardCharsets.UTF_8), true))
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .setUsageHelpLongOptionsMaxWidth(30);
    Failures failures = new Failures(console, () -> root.debug);
    line.setParameterExceptionHandler(failures);
    line.setExecutionExceptionHandler(failures);
    int code = line.execute(arguments.length == 0 ? new String[] {"serve"} : arguments);
    console.out().flush();
    return console.out().checkError() ? ExitCode.UNUSABLE : code;
  }

  /** Gives the commands the console. */
  private record Factory(Console console) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == ValidateCommand.class) {
        return type.cast(new ValidateCommand(console));
      }
      if (type == InvariantsCommand.class) {
        return type.cast(new InvariantsCommand(console));
      }
      if (type == RunCommand.class) {
        return type.cast(new RunCommand(console));
      }
      Object approvals = ApprovalsCommand.create(type, console);
      if (approvals != null) {
        return type.cast(approvals);
      }
      Object events = EventsCommand.create(type, console);
      if (events != null) {
        return type.cast(events);
      }
      Object serve = ServeCommands.create(type, console);
      return serve != null ? type.cast(serve) : CommandLine.defaultFactory().create(type);
    }
  }
}
