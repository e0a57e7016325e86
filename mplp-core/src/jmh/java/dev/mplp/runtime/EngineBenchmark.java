package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Steps per second of the whole engine in memory: 20,000 steps in plans of different sizes, at
 * least 200 of them ready at any time (a plan is ten steps wide, or a hundredth of its size), are
 * executed; then every record of every run is read back and rendered. Plans are created before the
 * clock starts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {

  private static final int STEPS = 20_000;

  /** Steps of one plan. */
  @Param({"100", "1000", "20000"})
  public int size;

  private Storage storage;
  private Mplp mplp;
  private List<Plan> plans;

  /** A fresh runtime and new plans for each call. */
  @Setup(Level.Invocation)
  public void prepare() {
    storage = InMemoryStorage.builder().maxLogRecords(100_000).build();
    mplp = MplpRuntime.builder().ownedStorage(storage).concurrency(64).build();
    mplp.handlers().registerDefault(call -> StepResult.completed(JsonObject.of("ok", true)));
    Context context = mplp.contexts().open("benchmark", Root.of("bench", "test"));
    plans = new ArrayList<>();
    for (int i = 0; i < STEPS / size; i++) {
      plans.add(mplp.plans().create(plan(context)));
    }
  }

  private Plan plan(Context context) {
    PlanBuilder builder = Plan.builder(context.contextId(), "benchmark", "to be fast");
    List<StepId> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      PlanStep.Builder step = PlanStep.builder("step " + i).orderIndex((long) i);
      int width = Math.max(10, size / 100);
      if (i >= width) {
        step.dependencies(List.of(ids.get(i - width)));
      }
      PlanStep built = step.build();
      ids.add(built.stepId());
      builder.step(built);
    }
    return builder.build();
  }

  /** Ends the runtime. */
  @TearDown(Level.Invocation)
  public void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  /** Executes all plans and reads every record back from the storage. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public long execute() throws InterruptedException {
    long records = 0;
    for (UUID run : runs()) {
      long after = 0;
      List<LogRecord> page;
      do {
        page = storage.log().readRun("default", run, after, 1000);
        records += page.size();
        after = page.isEmpty() ? after : page.get(page.size() - 1).sequence();
      } while (!page.isEmpty());
    }
    return complete(records);
  }

  /** The same, and renders every record to all its wire shapes. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public long executeAndRender() throws InterruptedException {
    long records = 0;
    for (UUID run : runs()) {
      records += mplp.events().ofRun(new RunId(run)).size();
    }
    return complete(records);
  }

  private List<UUID> runs() throws InterruptedException {
    List<Execution> executions = new ArrayList<>();
    for (Plan plan : plans) {
      executions.add(mplp.plans().execute(plan.planId()));
    }
    List<UUID> runs = new ArrayList<>();
    for (Execution execution : executions) {
      ExecutionResult result = execution.await(Duration.ofMinutes(1));
      if (!result.isCompleted()) {
        throw new IllegalStateException(result.execution().toString());
      }
      runs.add(result.execution().traceId().uuid());
    }
    return runs;
  }

  private long complete(long records) {
    if (records != 2L * STEPS + 2L * plans.size()) {
      throw new IllegalStateException(records + " records");
    }
    return records;
  }
}
