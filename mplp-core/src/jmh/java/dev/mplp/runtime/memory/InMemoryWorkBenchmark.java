package dev.mplp.runtime.memory;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole plans through the bare storage: start, claim and settle every step with a record each,
 * settle and close the end. Read the counter {@code steps}: it should not depend on the number of
 * steps, nor on what is stored.
 */
@State(Scope.Thread)
@Threads(1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class InMemoryWorkBenchmark {

  private static final String TENANT = "default";
  private static final int BATCH = 16;

  /** How the steps depend on each other. */
  public enum Shape {
    /** Each on the one before. */
    CHAIN,
    /** All on the first, and the last on all. */
    FAN_OUT
  }

  /** Steps of a plan. */
  @Param({"100", "1000", "20000"})
  public int planSteps;

  /** How the steps depend on each other. */
  @Param({"CHAIN", "FAN_OUT"})
  public Shape shape;

  /** Finished executions of ten steps that are stored already. */
  @Param({"0", "200000"})
  public int stored;

  private List<Change.NewStep> steps;
  private InMemoryStorage storage;
  private UUID worker;

  /** Counts steps, since an operation is a plan. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {
    /** Steps that were claimed and settled. */
    public long steps;
  }

  /** A store that holds what was asked for. */
  @Setup(Level.Iteration)
  public void fill() {
    storage = InMemoryStorage.builder().maxLogRecords(500_000).build();
    worker = storage.work().register("benchmark", Duration.ofHours(1));
    steps = chain(10);
    for (int i = 0; i < stored; i++) {
      run();
    }
    steps = shape == Shape.CHAIN ? chain(planSteps) : fanOut(planSteps);
  }

  /** A plan from its start to its end. */
  @Benchmark
  public long plan(Counter counter) {
    counter.steps += run();
    return storage.log().head();
  }

  private int run() {
    UUID execution = randomId();
    storage.commit(
        set(
            List.of(
                new Change.StartExecution(
                    execution, "context", randomId(), 0, Phase.OPEN, steps))));
    int settled = 0;
    while (true) {
      List<ChangeSet> sets = new ArrayList<>(BATCH);
      for (Claim claim : storage.work().claim(worker, null, BATCH)) {
        if (claim.isEnd()) {
          sets.add(
              set(
                  List.of(
                      settle(claim),
                      new Change.ControlExecution(
                          execution, List.of(Phase.OPEN), Phase.CLOSED, SkipReason.CANCELLED))));
        } else {
          sets.add(set(List.of(settle(claim), record(claim))));
          settled++;
        }
      }
      if (sets.isEmpty()) {
        return settled;
      }
      storage.commit(sets);
    }
  }

  private static ChangeSet set(List<Change> changes) {
    return new ChangeSet(randomId(), TENANT, changes);
  }

  private static UUID randomId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong());
  }

  private Change settle(Claim claim) {
    return new Change.SettleStep(
        claim.executionId(),
        claim.index(),
        claim.attempt(),
        worker,
        new Settlement.Completed(),
        null);
  }

  private static Change record(Claim claim) {
    return new Change.AppendLog(
        new LogEntry(
            "step.completed",
            claim.contextId(),
            claim.executionId(),
            claim.runId(),
            claim.stepId(),
            claim.attempt(),
            claim.payload()));
  }

  private static List<Change.NewStep> chain(int count) {
    List<Change.NewStep> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(step(i, i == 0 ? List.of() : List.of(i - 1)));
    }
    return steps;
  }

  private static List<Change.NewStep> fanOut(int count) {
    List<Change.NewStep> steps = new ArrayList<>();
    List<Integer> middle = new ArrayList<>();
    for (int i = 0; i < count - 1; i++) {
      steps.add(step(i, i == 0 ? List.of() : List.of(0)));
      middle.add(i);
    }
    steps.add(step(count - 1, middle));
    return steps;
  }

  private static Change.NewStep step(int index, List<Integer> dependencies) {
    return new Change.NewStep(
        index, new UUID(0, index), "agent", dependencies, StepState.WAITING, new byte[64]);
  }
}
