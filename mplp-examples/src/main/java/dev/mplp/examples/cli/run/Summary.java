package dev.mplp.examples.cli.run;

import dev.mplp.agent.StepError;
import dev.mplp.examples.cli.Console;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run came to, for people: a table of its plans, and why some of them failed. */
final class Summary {

  private static final int SHOWN_FAILURES = 10;

  private Summary() {}

  static void print(List<PlanRun> runs, Console console) {
    Table table =
        new Table(
            "plan", "state", "steps", "completed", "failed", "skipped", "attempts", "seconds");
    for (PlanRun run : runs) {
      table.row(
          run.plan().title(),
          run.state(),
          number(run.plan().steps().size()),
          number(run.count(StepStatus.COMPLETED)),
          number(run.count(StepStatus.FAILED)),
          number(run.count(StepStatus.SKIPPED)),
          number(run.attempts()),
          seconds(run.took()));
    }
    table.lines().forEach(console::print);
    runs.forEach(run -> explain(run, console));
  }

  private static void explain(PlanRun run, Console console) {
    List<StepOutcome> failures = run.failures();
    for (StepOutcome step : failures.subList(0, Math.min(SHOWN_FAILURES, failures.size()))) {
      console.print("failed: " + step.description() + describe(step.error()));
    }
    if (failures.size() > SHOWN_FAILURES) {
      console.print("and " + (failures.size() - SHOWN_FAILURES) + " more steps failed");
    }
    ExecutionResult result = run.result();
    if (failures.isEmpty() && result != null && result.execution().error() != null) {
      console.print(run.plan().title() + describe(result.execution().error()));
    }
    if (run.execution() == null && !run.isCompleted()) {
      console.print(
          run.plan().title()
              + ": a plan that is "
              + run.state()
              + " is not executed; draft, proposed and approved ones are");
    }
  }

  private static String describe(@Nullable StepError error) {
    return error == null ? "" : ": " + error.code() + ": " + error.message();
  }

  private static String number(int number) {
    return Integer.toString(number);
  }

  private static String seconds(@Nullable Duration took) {
    return took == null ? "" : String.format(Locale.ROOT, "%.2f", took.toMillis() / 1000.0);
  }
}
