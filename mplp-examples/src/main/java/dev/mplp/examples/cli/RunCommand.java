package dev.mplp.examples.cli;

import static java.util.Objects.requireNonNull;

import dev.mplp.examples.cli.agent.Agent;
import dev.mplp.examples.cli.agent.Agents;
import dev.mplp.examples.cli.report.Report;
import dev.mplp.examples.cli.run.ApproveMode;
import dev.mplp.examples.cli.run.FlowFolder;
import dev.mplp.examples.cli.run.FlowRun;
import dev.mplp.examples.cli.run.OwnPlansHandler;
import dev.mplp.examples.cli.run.ProgressScreen;
import dev.mplp.examples.cli.run.RunOptions;
import dev.mplp.examples.cli.run.RunRuntime;
import dev.mplp.flow.Flow;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code run}. */
@Command(
    name = "run",
    header = "Executes the plans of a flow.",
    description = {
      "",
      "Reads context.json, plan.json and what else the folder has (confirm.json, role.json, "
          + "trace.json, ...), refuses all of it if any document is not valid, activates a Context "
          + "that is a draft, and executes each plan that is draft, proposed or approved. A plan "
          + "that is proposed, or for which confirm.json has a pending Confirm, is begun only once "
          + "the operator approved it; decisions in files are history.",
      "",
      "exec:CMD runs a program for each step. CMD is split into words as a shell does, without "
          + "anything else that a shell does. The program is given the step as a JSON object on its "
          + "standard input (and MPLP_STEP_ID, MPLP_DESCRIPTION, MPLP_ROLE, MPLP_ATTEMPT, "
          + "MPLP_IDEMPOTENCY_KEY in its environment) and answers with a JSON object, or nothing, "
          + "on its standard output. An exit code other than 0 is a failed attempt.",
      "",
      "With --database everything is kept in PostgreSQL: a run that was killed goes on where it "
          + "was when the same command is given again.%n"
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  mplp run mplp-examples/flows/single-agent --out target/first",
      "  mplp run mplp-examples/flows/approval --approve ask",
      "  mplp run mplp-examples/flows/retry --agent exec:mplp-examples/flows/retry/agent.sh --retries 2",
      "  mplp run flow --agent 'exec:python3 agent.py --fast' --timeout 30s --parallelism 4",
      "  mplp run flow --database postgresql://user@localhost/mplp",
      "",
      "Exit codes: 0 every plan is completed; 1 a document is not valid, or a plan was not",
      "completed, or the profile is not kept; 2 the flow or the database cannot be used."
    })
final class RunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The folder of the flow.")
  private @Nullable Path folder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write the resulting objects and events.ndjson.")
  private @Nullable Path out;

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      defaultValue = "echo",
      description = "Who does the steps: echo (answers at once) or exec:CMD.")
  private String agent = "echo";

  @Option(
      names = "--approve",
      paramLabel = "HOW",
      defaultValue = "auto",
      description =
          "What the operator decides: auto (approves), reject, ask on the terminal, or later, with "
              + "'mplp approvals'.")
  private ApproveMode approve = ApproveMode.AUTO;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "operator",
      description = "The subject who approves; kept in the record. (operator)")
  private String operator = "operator";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many steps of a plan run at once; 0 for as many as can. (0)")
  private int parallelism;

  @Option(
      names = "--on-failure",
      paramLabel = "POLICY",
      defaultValue = "stop",
      description =
          "When a step failed: stop, continue with what does not depend on it, or compensate: undo "
              + "what was completed. (stop)")
  private OnFailure onFailure = OnFailure.STOP;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often a failed attempt is repeated, after growing delays. (0)")
  private int retries;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "The longest time for one attempt, such as 500ms, 30s, 5m, 1h.")
  private @Nullable Duration timeout;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "The longest time for a whole plan.")
  private @Nullable Duration deadline;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "Keeps everything in this database, such as postgresql://user@host/name; the password "
              + "is better given by DATABASE_PASSWORD.")
  private @Nullable String database;

  @Option(
      names = "--resume",
      description = "Does again what failed in an execution that the database has.")
  private boolean resume;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "Checks the outcome against the rules of a profile: sa.")
  private @Nullable Profile profile;

  @Option(
      names = {"-q", "--quiet"},
      description = "Shows no progress.")
  private boolean quiet;

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  /** What the failure of a step does to the others. */
  enum OnFailure {
    /** Nothing more is begun. */
    STOP(FailurePolicy.FAIL_FAST),
    /** The other branches go on. */
    CONTINUE(FailurePolicy.CONTINUE),
    /** Nothing more is begun, and what was completed is undone. */
    COMPENSATE(FailurePolicy.COMPENSATE);

    private final FailurePolicy policy;

    OnFailure(FailurePolicy policy) {
      this.policy = policy;
    }
  }

  /** The profiles that an outcome can be checked against. */
  enum Profile {
    /** Single agent. */
    SA
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path flowFolder = requireNonNull(folder, "folder");
    ProgressScreen screen = new ProgressScreen(console, quiet);
    RunOptions options = options();
    Agent agent = agent(screen);
    Flow flow = read(flowFolder);
    if (flow == null) {
      return ExitCode.FAILED;
    }
    try (RunRuntime runtime = RunRuntime.open(database, parallelism)) {
      OwnPlansHandler own = new OwnPlansHandler(flow, agent);
      runtime.mplp().handlers().registerDefault(own, own);
      boolean good = new FlowRun(runtime.mplp(), options, screen, console).run(flow, flowFolder);
      return good ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private RunOptions options() {
    if (approve == ApproveMode.ASK && !console.terminal().canAnswer()) {
      throw new UsageException("--approve ask needs a terminal to ask on");
    }
    if (approve == ApproveMode.LATER && database == null) {
      throw new UsageException("--approve later needs a --database, where others find it");
    }
    if (operator.isBlank() || operator.equals(FlowRun.RUNNER.subject())) {
      throw new UsageException("--operator must name somebody else than who asks for the approval");
    }
    try {
      ExecutionOptions execution =
          ExecutionOptions.builder()
              .parallelism(parallelism)
              .onFailure(onFailure.policy)
              .retry(retries == 0 ? RetryPolicy.NONE : RetryPolicy.attempts(retries + 1))
              .stepTimeout(timeout)
              .deadline(deadline)
              .build();
      return new RunOptions(
          out, profile == Profile.SA, approve, operator, execution, database != null, resume);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private Agent agent(ProgressScreen screen) {
    try {
      return Agents.of(agent, screen::say);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--agent: " + e.getMessage());
    }
  }

  private @Nullable Flow read(Path flowFolder) throws IOException {
    FlowFolder read = FlowFolder.read(flowFolder);
    read.ignored().forEach(file -> console.say("not of a module, ignored: " + file));
    if (read.flow() == null) {
      Report report = Report.Format.TEXT.to(console);
      read.refused().forEach(report::add);
      report.finish();
    }
    return read.flow();
  }
}
