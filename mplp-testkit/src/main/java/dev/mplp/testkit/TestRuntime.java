package dev.mplp.testkit;

import dev.mplp.Mplp;
import dev.mplp.agent.Compensator;
import dev.mplp.agent.StepHandler;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionTimeoutException;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A runtime for tests: the real engine over a storage in memory, with a clock that the test sets
 * forward, a process that crashes when the test wants it to, and on wish steps that are taken one
 * by one.
 *
 * <pre>{@code
 * try (TestRuntime kit = TestRuntime.create()) {
 *   kit.handler("analyst", new Analyst());
 *   ExecutionResult result = kit.run(kit.plan().step("Score it", "analyst"));
 *   assertTrue(result.isCompleted());
 * }
 * }</pre>
 *
 * <p>Delays, retries, deadlines and approvals' timers go by the kit's clock; the time limit of a
 * single attempt ({@link ExecutionOptions#stepTimeout()}) goes by real time, as it interrupts a
 * real thread. What takes longer than 20 seconds of real time is an {@link AssertionError}.
 *
 * <p>To be used by one thread, the test's; handlers run on threads of the runtime.
 */
public final class TestRuntime implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Leases last for ever here; four times in each a process looks what others have stopped. */
  private static final Duration BEAT = Duration.ofMillis(100);

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final boolean stepwise;
  private final TestClock clock;
  private final Storage storage;
  private final StepPermits permits;
  private final CrashingHandlers handlers = new CrashingHandlers(this::process);
  private @Nullable Context context;
  private final Mplp observer;
  private TestProcess process;
  private Mplp running;
  private int crashes;

  private TestRuntime(boolean stepwise) {
    this.stepwise = stepwise;
    this.clock = new TestClock(stepwise ? BEGINNING : Instant.now(), !stepwise);
    this.storage = InMemoryStorage.builder().clock(clock).build();
    this.permits = new StepPermits(stepwise);
    this.observer = start(new TestProcess(storage, permits, /* works= */ false));
    this.process = new TestProcess(storage, permits, /* works= */ true);
    this.running = start(process);
  }

  /** A runtime that works by itself; its clock goes on, and can be set forward. */
  public static TestRuntime create() {
    return new TestRuntime(false);
  }

  /**
   * A runtime in which a handler is called only by {@link #step()}, one at a time; its clock begins
   * at 2026-01-01T00:00:00Z and stands unless set forward.
   */
  public static TestRuntime stepwise() {
    return new TestRuntime(true);
  }

  private Mplp start(TestProcess process) {
    Mplp started =
        MplpRuntime.builder()
            .storage(process.view())
            .principal(Principal.of("test"))
            .name("testkit-" + crashes)
            .concurrency(8)
            .lease(BEAT)
            .poll(LOOK)
            .build();
    handlers.registerAll(started);
    return started;
  }

  /**
   * The facade of a process beside the one that does the steps, so that it never crashes; it acts
   * for the subject {@code test}. Handlers are registered with {@link #handler}, not here.
   */
  public Mplp mplp() {
    return observer;
  }

  private void recover() {
    if (process.isCrashed()) {
      restart();
    }
  }

  /**
   * Registers a handler, also with the processes that follow a crash.
   *
   * @throws IllegalStateException if the role has a handler already
   */
  public TestRuntime handler(String role, StepHandler handler) {
    recover();
    handlers.register(role, handler, null, observer, running);
    return this;
  }

  /**
   * Registers a handler, and who undoes the steps that it completes, also with the processes that
   * follow a crash. {@link #crashNext} counts what is undone like what is done.
   *
   * @throws IllegalStateException if the role has a handler already
   */
  public TestRuntime handler(String role, StepHandler handler, Compensator compensator) {
    recover();
    handlers.register(role, handler, compensator, observer, running);
    return this;
  }

  /** As {@link #handler}, for all roles that have none. */
  public TestRuntime defaultHandler(StepHandler handler) {
    recover();
    handlers.registerDefault(handler, observer, running);
    return this;
  }

  private TestProcess process() {
    return process;
  }

  /** An active Context for the test's plans. */
  public Context context() {
    if (context == null) {
      context = mplp().contexts().open("Test", Root.of("test", "test"));
    }
    return context;
  }

  /** A plan in {@link #context()}, to be given its steps. */
  public PlanBuilder plan() {
    return Plan.builder(context().contextId(), "Test", "The test passes");
  }

  /** Stores a plan and starts to execute it. */
  public Execution start(PlanBuilder plan) {
    return start(plan, ExecutionOptions.DEFAULT);
  }

  /** Stores a plan and starts to execute it. */
  public Execution start(PlanBuilder plan, ExecutionOptions options) {
    Plan created = mplp().plans().create(plan.build());
    return mplp().plans().execute(created.planId(), options);
  }

  /** {@link #start(PlanBuilder)}, and waits for the end. */
  public ExecutionResult run(PlanBuilder plan) {
    return await(start(plan));
  }

  /**
   * Waits for the end of an execution, over crashes; in a stepwise kit takes all steps that are
   * ready.
   *
   * @throws AssertionError when it does not end: it waits for an approval, for the clock, or for a
   *     handler
   */
  public ExecutionResult await(Execution execution) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      recover();
      boolean idle = stepwise && stepAll() == 0;
      try {
        return mplp().plans().execution(execution.executionId()).await(LOOK);
      } catch (ExecutionTimeoutException e) {
        if (System.nanoTime() > end || (idle && isWaiting(execution))) {
          throw new AssertionError(
              execution + " does not end: it is " + e.getMessage() + "; " + events(execution), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting", e);
      }
    }
  }

  private boolean isWaiting(Execution execution) {
    return !mplp().plans().execution(execution.executionId()).snapshot().state().isTerminal();
  }

  /**
   * Calls one handler, of a step that is ready, or one compensator, and waits until its result is
   * stored.
   *
   * @return false when no step is ready
   * @throws IllegalStateException when this kit is not {@link #stepwise()}
   */
  public boolean step() {
    if (!stepwise) {
      throw new IllegalStateException("only TestRuntime.stepwise() takes steps one by one");
    }
    recover();
    StepPermits.Outcome outcome = permits.letOne(process::nudge, process::isCrashed, LONGEST);
    if (outcome == StepPermits.Outcome.CRASHED) {
      restart();
    }
    return outcome != StepPermits.Outcome.NOTHING_READY;
  }

  /** {@link #step()} as often as there is one; how often. */
  public int stepAll() {
    int taken = 0;
    while (step()) {
      taken++;
    }
    return taken;
  }

  /** The time of the kit. */
  public Instant now() {
    return clock.instant();
  }

  /** Sets the clock forward; what became due by it has happened, or is ready, when this returns. */
  public void advance(Duration by) {
    recover();
    clock.advance(by);
    permits.awaitTimers(process::nudge, process::isCrashed, LONGEST);
  }

  /**
   * Lets the process crash the next time that it comes to this point. Another one, with the same
   * handlers, takes over at once: when the test next waits for something.
   */
  public void crashNext(CrashPoint point) {
    handlers.crashNext(point);
  }

  /** Lets the process crash now; another one takes over. */
  public void crash() {
    process.crash();
    restart();
  }

  /** How many processes have crashed. */
  public int crashes() {
    return crashes;
  }

  private void restart() {
    Mplp dead = running;
    Mplp next = another();
    while (next == null) {
      next = another();
    }
    running = next;
    Thread undertaker = new Thread(() -> dead.close(Duration.ZERO), "mplp-testkit-crashed");
    undertaker.setDaemon(true);
    undertaker.start();
  }

  /** The next process; null when it crashed before it was there. */
  private @Nullable Mplp another() {
    crashes++;
    permits.forget();
    process.bury();
    process = new TestProcess(storage, permits, /* works= */ true);
    try {
      return start(process);
    } catch (StorageException e) {
      if (process.isCrashed()) {
        return null;
      }
      throw e;
    }
  }

  /** What happened so far in the present run of an execution. */
  public RunEvents events(Execution execution) {
    var snapshot = mplp().plans().execution(execution.executionId()).snapshot();
    return new RunEvents(mplp().events().ofRun(new RunId(snapshot.traceId().uuid())));
  }

  /**
   * What happened so far in the present pass over the steps of an execution that are undone.
   *
   * @throws dev.mplp.NotFoundException when nothing of it is undone
   */
  public RunEvents compensationEvents(Execution execution) {
    var compensation = mplp().compensations().get(execution.executionId());
    return new RunEvents(mplp().events().ofRun(new RunId(compensation.traceId().uuid())));
  }

  /** Stops the runtime; handlers that still run are interrupted. */
  @Override
  public void close() {
    running.close(Duration.ZERO);
    observer.close(Duration.ZERO);
    storage.close();
  }
}
