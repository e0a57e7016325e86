package dev.mplp.runtime.engine;

import dev.mplp.MplpException;
import dev.mplp.agent.StepError;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.plan.Executions;
import dev.mplp.runtime.plan.FinishRun;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims steps for which this process has a place and a handler, and has them done.
 *
 * <p>One thread claims, others run handlers, one commits what became of them ({@link Settlements}).
 * A place is free again once an attempt is settled and its thread has come back.
 */
public final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Storage storage;
  private final Commits commits;
  private final HandlerRegistry handlers;
  private final WorkerOptions options;
  private final Notices notices;
  private final BiConsumer<ExecutionId, ExecutionState> ended;
  private final Executions executions;
  private final ExecutionInfos infos;
  private final FinishRun finish;
  private final RunStep runStep;
  private final Settlements settlements;
  private final WorkerIds ids;
  private final Places places;
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;
  private final Wakeup wakeup = new Wakeup();
  private final Set<Attempt> running = ConcurrentHashMap.newKeySet();
  private final RecentSet stopped = new RecentSet(1024);
  private final Set<Attempt> stuck = ConcurrentHashMap.newKeySet();
  private final Thread claimer;
  private volatile boolean closing;
  private volatile boolean cutting;

  /**
   * A worker that is not started yet.
   *
   * @param clock for timeouts; the caller's
   * @param ended is told of executions that this worker brought to their end
   */
  public Worker(
      Storage storage,
      Commits commits,
      HandlerRegistry handlers,
      WorkerOptions options,
      Notices notices,
      ScheduledExecutorService clock,
      BiConsumer<ExecutionId, ExecutionState> ended) {
    this.storage = storage;
    this.commits = commits;
    this.handlers = handlers;
    this.options = options;
    this.notices = notices;
    this.clock = clock;
    this.ended = ended;
    this.executions = new Executions(storage);
    this.infos = new ExecutionInfos(executions);
    this.finish = new FinishRun(storage);
    this.settlements = new Settlements(storage, this::othersRun, wakeup::ring);
    this.ids = new WorkerIds(storage.work(), options.name(), options.lease());
    this.places = new Places(options.concurrency());
    this.threads = Threads.forHandlers(options.concurrency());
    this.runStep = new RunStep(storage, commits, handlers, new HandIn());
    this.claimer = Threads.named("claim").newThread(this::claim);
  }

  /** Begins to claim. */
  public void start() {
    handlers.onChange(this::wake);
    claimer.start();
  }

  /** Something may be ready. */
  public void wake() {
    wakeup.ring();
  }

  private void claim() {
    while (!closing) {
      try {
        if (claimSome() == 0) {
          wakeup.await(options.poll());
        }
      } catch (OutcomeUnknownException e) {
        LOG.warn("a claim may have gone through; going on as another worker: {}", e.getMessage());
        ids.change();
      } catch (RuntimeException e) {
        LOG.warn("could not claim steps, trying again: {}", e.toString());
        Pause.millis(200);
      }
    }
  }

  private int claimSome() {
    Set<String> roles = handlers.roles();
    int free = places.free();
    if (free <= 0) {
      return 0;
    }
    UUID worker = ids.present();
    List<Claim> claims = storage.work().claim(worker, roles, free);
    places.take(claims.size());
    ids.claimed(worker, claims.size());
    claims.forEach(claim -> begin(claim, worker));
    return claims.size();
  }

  private void begin(Claim claim, UUID worker) {
    try {
      threads.execute(() -> run(claim, worker));
    } catch (RejectedExecutionException e) {
      ids.settled(worker); // closing: the step goes back when the worker is deregistered
      places.giveBack();
    }
  }

  private void run(Claim claim, UUID worker) {
    if (claim.isEnd()) {
      try {
        end(claim, worker);
      } finally {
        free(worker);
      }
      return;
    }
    Attempt attempt;
    try {
      attempt = new Attempt(claim, worker, infos.of(claim));
    } catch (RuntimeException e) {
      LOG.error(
          "step {} of execution {} is left to others", claim.stepId(), claim.executionId(), e);
      ids.change(); // what is left behind under this id goes back once the rest has settled
      free(worker);
      return;
    }
    running.add(attempt);
    boolean cancelled = isStopped(attempt);
    if (cancelled || closing || !ids.all().contains(worker)) {
      leave(attempt, cancelled);
      return;
    }
    notices.tell(l -> l.stepStarted(ExecutionInfo.id(claim), attempt.stepId(), claim.attempt()));
    ScheduledFuture<?> timeout = startClock(attempt);
    try {
      runStep.run(attempt);
    } finally {
      if (timeout != null) {
        timeout.cancel(false);
      }
      stuck.remove(attempt);
      if (giveUp(attempt)) {
        wakeup.ring();
      }
    }
  }

  /**
   * Before it came to its handler this process began to close, it was stopped, or the lease ended.
   */
  private void leave(Attempt attempt, boolean cancelled) {
    if (cancelled) {
      runStep.cancelled(attempt);
    } else {
      runStep.released(attempt);
    }
    if (giveUp(attempt)) {
      wakeup.ring();
    }
  }

  /** It was stopped here lately, and was not resumed since. */
  private boolean isStopped(Attempt attempt) {
    UUID execution = attempt.claim().executionId();
    if (!stopped.contains(execution)) {
      return false;
    }
    boolean still =
        executions
            .find(attempt.tenant(), new ExecutionId(execution))
            .map(record -> record.stop() != null || record.state().isTerminal())
            .orElse(true);
    if (!still) {
      stopped.remove(execution);
    }
    return still;
  }

  private @Nullable ScheduledFuture<?> startClock(Attempt attempt) {
    Duration longest = attempt.info().options().stepTimeout();
    return longest == null
        ? null
        : clock.schedule(() -> timeOut(attempt), longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The step is settled without its handler; what that answers later is refused. */
  private void timeOut(Attempt attempt) {
    attempt.stop(Attempt.Stop.TIMEOUT);
    runStep.failed(
        attempt,
        StepError.transientError(
            StepError.TIMEOUT,
            "the attempt took longer than " + attempt.info().options().stepTimeout()));
    stuck.add(attempt);
    Future<?> ignored = clock.schedule(() -> reportStuck(attempt), 1, TimeUnit.SECONDS);
  }

  private void reportStuck(Attempt attempt) {
    if (!attempt.isRunning()) {
      stuck.remove(attempt);
      return;
    }
    int many = stuck.size();
    LOG.warn(
        "the handler of step {} ignores its interrupt and keeps its place; {} do",
        attempt.stepId(),
        many);
    notices.tell(l -> l.handlerStuck(ExecutionInfo.id(attempt.claim()), attempt.stepId(), many));
  }

  private void end(Claim claim, UUID worker) {
    for (int tries = 0; !closing || tries == 0; tries++) {
      try {
        Commits.Change<ExecutionState> change = finish.finish(claim, worker);
        ChangeSet set = change.set();
        CommitResult result = set == null ? null : commits.commit(set);
        if (result instanceof CommitResult.Committed) {
          tellEnd(claim, change.answer());
          return;
        }
        if (result instanceof CommitResult.Fenced) {
          return; // somebody else does it
        }
        Pause.jitter(tries);
      } catch (MplpException e) {
        LOG.warn("the end of execution {} waits: {}", claim.executionId(), e.getMessage());
        Pause.millis(500);
      } catch (RuntimeException e) {
        LOG.error("execution {} cannot be brought to its end", claim.executionId(), e);
        Pause.millis(5000);
      }
    }
  }

  private void tellEnd(Claim claim, ExecutionState state) {
    ExecutionId id = ExecutionInfo.id(claim);
    infos.forget(claim.executionId());
    ended.accept(id, state);
    notices.tell(l -> l.executionEnded(id, state.wire()));
  }

  /** True when its place became free. */
  private boolean giveUp(Attempt attempt) {
    if (!attempt.giveUp()) {
      return false;
    }
    running.remove(attempt);
    ids.settled(attempt.worker());
    places.giveBack();
    return true;
  }

  private void free(UUID worker) {
    ids.settled(worker);
    places.giveBack();
    wakeup.ring();
  }

  /** Whether more results may come in a moment than so many. */
  private boolean othersRun(int results) {
    return running.size() > results;
  }

  /** Interrupts what this process runs of an execution. */
  public void interrupt(ExecutionId executionId) {
    stopped.add(executionId.uuid());
    for (Attempt attempt : running) {
      if (attempt.claim().executionId().equals(executionId.uuid())) {
        attempt.stop(Attempt.Stop.CANCELLED);
      }
    }
  }

  /** {@link #interrupt} if somebody stopped the execution, and not a step that failed. */
  public void interruptIfStopped(ExecutionId executionId) {
    running.stream()
        .filter(attempt -> attempt.claim().executionId().equals(executionId.uuid()))
        .findFirst()
        .flatMap(attempt -> executions.find(attempt.tenant(), executionId))
        .filter(record -> record.stop() != null || record.state().isTerminal())
        .ifPresent(record -> interrupt(executionId));
  }

  /**
   * Extends the lease.
   *
   * @return executions that are stopping while this process runs steps of them
   */
  public Set<UUID> beat() {
    WorkerIds.Beat beat = ids.beat();
    if (beat.lost()) {
      LOG.warn("the lease was lost: others do the steps that were running here");
      notices.tell(l -> l.leaseLost());
      Set<UUID> alive = ids.all();
      running.stream()
          .filter(attempt -> !alive.contains(attempt.worker()))
          .forEach(attempt -> attempt.stop(Attempt.Stop.CANCELLED));
    }
    return beat.stopping();
  }

  /**
   * Stops: claims nothing more, lets what runs finish for {@code longest}, then interrupts it and
   * hands it back.
   */
  public void close(Duration longest) {
    closing = true;
    wakeup.ring();
    join(claimer);
    long end = System.nanoTime() + longest.toNanos();
    while (isBusy() && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      Pause.millis(5);
    }
    cutting = true; // what has a place but did not get to its handler yet sees this
    if (isBusy()) {
      LOG.warn("{} handlers are interrupted, their steps are handed back", running.size());
      running.forEach(attempt -> attempt.stop(Attempt.Stop.CLOSING));
      awaitInterrupted();
    }
    threads.shutdown();
    settlements.close();
    for (UUID id : ids.all()) {
      deregister(id);
    }
    threads.shutdownNow();
  }

  private boolean isBusy() {
    return places.areTaken();
  }

  private void awaitInterrupted() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (isBusy() && System.nanoTime() < end) {
      Pause.millis(5);
    }
    running.forEach(attempt -> LOG.warn("step {} was cut off", attempt.stepId()));
  }

  private void deregister(UUID id) {
    try {
      storage.work().deregister(id);
    } catch (RuntimeException e) {
      LOG.warn("the lease runs on until it ends by itself: {}", e.getMessage());
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What attempts are handed in to. */
  private final class HandIn extends Settler {

    @Override
    void submit(Attempt attempt, String outcome, ChangeSet set, @Nullable Runnable whenStopping) {
      settlements.submit(
          set,
          result -> answered(attempt, outcome, result, whenStopping),
          () -> notStored(attempt));
    }

    private void answered(
        Attempt attempt, String outcome, CommitResult result, @Nullable Runnable whenStopping) {
      boolean stopping =
          result instanceof CommitResult.Fenced fenced
              && fenced.cause() == CommitResult.Fenced.Cause.STOPPING;
      if (stopping && whenStopping != null) {
        attempt.unsettle();
        whenStopping.run();
        return;
      }
      tell(attempt, outcome, result);
    }

    /** The step is still RUNNING in this worker's name: it goes back with the name. */
    private void notStored(Attempt attempt) {
      ids.change();
      giveUp(attempt);
    }

    private void tell(Attempt attempt, String outcome, CommitResult result) {
      ExecutionId id = ExecutionInfo.id(attempt.claim());
      int number = attempt.claim().attempt();
      if (result.isCommitted()) {
        Duration took = Duration.ofNanos(attempt.nanos());
        notices.tell(l -> l.stepSettled(id, attempt.stepId(), number, outcome, took));
      } else {
        LOG.info("the result of attempt {} at step {} came too late", number, attempt.stepId());
        notices.tell(l -> l.stepFenced(id, attempt.stepId(), number));
      }
      giveUp(attempt);
    }

    @Override
    void settledBeside(Attempt attempt, String outcome, CommitResult result) {
      if (!attempt.settleOnce()) {
        return;
      }
      boolean stopping =
          result instanceof CommitResult.Fenced fenced
              && fenced.cause() == CommitResult.Fenced.Cause.STOPPING;
      if (stopping) {
        attempt.unsettle();
        runStep.cancelled(attempt);
        return;
      }
      tell(attempt, outcome, result);
    }

    @Override
    void wakeAfter(Duration delay) {
      if (cutting) {
        return; // others wake up for it
      }
      Future<?> ignored =
          clock.schedule(Worker.this::wake, delay.toNanos() + 1_000_000, TimeUnit.NANOSECONDS);
    }
  }
}
