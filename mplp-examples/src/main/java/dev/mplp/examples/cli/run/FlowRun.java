package dev.mplp.examples.cli.run;

import dev.mplp.IllegalTransitionException;
import dev.mplp.Mplp;
import dev.mplp.context.ContextStatus;
import dev.mplp.event.EventRecord;
import dev.mplp.examples.cli.Console;
import dev.mplp.flow.Flow;
import dev.mplp.flow.ImportedFlow;
import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionTimeoutException;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.invariant.InvariantReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the plans of a flow to their end: import, activate the Context, execute, decide what is
 * asked of the operator, write what came of it.
 *
 * <p>Everything but the results is in the storage, and every part of this can be done twice: a run
 * that was cut short is simply begun again.
 */
public final class FlowRun {

  /** Who executes the plans, and asks for approvals. */
  public static final Principal RUNNER = Principal.of("mplp-run");

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Mplp mplp;
  private final RunOptions options;
  private final ProgressScreen screen;
  private final Console console;

  /** A run over a runtime, which stays open. */
  public FlowRun(Mplp mplp, RunOptions options, ProgressScreen screen, Console console) {
    this.mplp = mplp.as(RUNNER);
    this.options = options;
    this.screen = screen;
    this.console = console;
  }

  /**
   * Runs the flow of a folder.
   *
   * @return true when every plan is completed, and the outcome keeps the profile if asked
   */
  public boolean run(Flow flow, Path folder) throws IOException, InterruptedException {
    Path out = options.out();
    Results results = out == null ? null : Results.in(out, /* input= */ folder);
    ImportedFlow imported = mplp.flows().importFlow(flow);
    activate(imported.contextId());
    List<PlanRun> runs = start(flow, imported);
    runs = follow(runs, imported.contextId(), results);
    Summary.print(runs, console);
    Flow outcome = mplp.flows().exportContext(imported.contextId());
    if (results != null) {
      List<String> written = results.write(outcome);
      written.add(EventFile.NAME);
      console.print("written to " + results.folder() + ": " + String.join(", ", written));
    }
    hint(runs);
    boolean keepsProfile = !options.profile() || keepsProfile(outcome);
    return keepsProfile && runs.stream().allMatch(PlanRun::isCompleted);
  }

  private void activate(ContextId contextId) {
    if (mplp.contexts().get(contextId).status() == ContextStatus.DRAFT) {
      try {
        mplp.contexts().activate(contextId);
      } catch (IllegalTransitionException e) {
        if (mplp.contexts().get(contextId).status() == ContextStatus.DRAFT) {
          throw e; // or another run of this flow was faster
        }
      }
    }
  }

  private List<PlanRun> start(Flow flow, ImportedFlow imported) {
    PlanStart start = new PlanStart(mplp, flow, options);
    List<PlanRun> runs = new ArrayList<>();
    for (PlanId planId : imported.plans()) {
      Plan plan = mplp.plans().get(planId);
      runs.add(new PlanRun(plan, start.start(planId).orElse(null), null));
    }
    return runs;
  }

  /** Shows and writes what happens until everything has ended. */
  private List<PlanRun> follow(List<PlanRun> runs, ContextId contextId, @Nullable Results results)
      throws IOException, InterruptedException {
    List<Plan> executed =
        runs.stream().filter(run -> run.execution() != null).map(PlanRun::plan).toList();
    int steps = executed.stream().mapToInt(plan -> plan.steps().size()).sum();
    try (Progress progress = screen.begin(steps);
        EventFile file = results == null ? null : new EventFile(results.folder())) {
      StepNewsFeed feed = new StepNewsFeed(progress, executed);
      Operator operator = operator(runs, progress);
      EventFollower follower =
          new EventFollower(
              mplp.events(),
              contextId,
              record -> {
                feed.accept(record);
                operator.note(record);
                if (file != null) {
                  file.add(record);
                }
              });
      List<PlanRun> ended = await(runs, operator, progress);
      follower.finish(lastPosition(ended));
      if (file != null) {
        file.complete();
      }
      return ended;
    }
  }

  private List<PlanRun> await(List<PlanRun> runs, Operator operator, Progress progress)
      throws InterruptedException {
    WaitingNotice notice = new WaitingNotice(mplp, options.operator(), progress);
    List<PlanRun> ended = new ArrayList<>();
    for (PlanRun run : runs) {
      Execution execution = run.execution();
      PlanRun awaited = run;
      while (execution != null && awaited.result() == null) {
        operator.decide();
        try {
          awaited = run.ended(execution.await(LOOK));
        } catch (ExecutionTimeoutException stillRunning) {
          notice.look(execution);
        }
      }
      ended.add(awaited);
    }
    return ended;
  }

  private Operator operator(List<PlanRun> runs, Progress progress) {
    return new Operator(
        mplp.as(Principal.of(options.operator())),
        options.approve(),
        console.terminal(),
        progress,
        runs.stream().map(run -> run.plan().planId().value()).collect(Collectors.toSet()));
  }

  /** Where the last record of the runs stands: everything before it is there, too. */
  private long lastPosition(List<PlanRun> runs) throws IOException {
    long last = 0;
    for (PlanRun run : runs) {
      if (run.result() != null) {
        last = Math.max(last, lastPosition(new RunId(run.result().execution().traceId().uuid())));
      }
    }
    return last;
  }

  /**
   * Records get their positions a moment after they were written; longer after it when the process
   * that gives them was killed, and another one has to take over.
   */
  private long lastPosition(RunId runId) throws IOException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      List<EventRecord> records = mplp.events().ofRun(runId);
      long last = records.get(records.size() - 1).position();
      if (last > 0) {
        return last;
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "the plan has ended, but for a minute nobody put the last of its events in order: is"
                + " another process holding the database up? The same command goes on from here");
      }
    }
  }

  private void hint(List<PlanRun> runs) {
    if (options.durable() && runs.stream().anyMatch(PlanRun::canBeResumed)) {
      console.say("the same command with --resume does again what failed, and only that");
    }
  }

  private boolean keepsProfile(Flow outcome) {
    InvariantReport report = SaProfile.check(outcome);
    report.errors().forEach(violation -> console.say("profile sa: " + violation));
    if (report.holds()) {
      console.print("profile sa: every rule holds");
    }
    return report.holds();
  }
}
