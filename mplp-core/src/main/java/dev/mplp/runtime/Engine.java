package dev.mplp.runtime;

import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.RevisionId;
import dev.mplp.observe.RelayFigures;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.administration.Sweeper;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.dialog.SendMessage;
import dev.mplp.runtime.engine.BudgetWatch;
import dev.mplp.runtime.engine.Clockwork;
import dev.mplp.runtime.engine.CountWork;
import dev.mplp.runtime.engine.HandlerRegistry;
import dev.mplp.runtime.engine.HandlerRights;
import dev.mplp.runtime.engine.LongTimers;
import dev.mplp.runtime.engine.Notices;
import dev.mplp.runtime.engine.Threads;
import dev.mplp.runtime.engine.Worker;
import dev.mplp.runtime.engine.WorkerOptions;
import dev.mplp.runtime.event.LogWaiter;
import dev.mplp.runtime.learning.LearnFromRun;
import dev.mplp.runtime.object.ModuleSwitch;
import dev.mplp.runtime.plan.Endings;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.Executions;
import dev.mplp.runtime.relay.Relay;
import dev.mplp.runtime.remote.RemoteWork;
import dev.mplp.runtime.role.RolePolicy;
import dev.mplp.runtime.sharing.Shared;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all views of a runtime share: one storage, one worker, one clockwork. */
final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(MplpRuntime.class);

  private final Storage storage;
  private final boolean ownsStorage;
  private final Layers layers;
  private final Access access;
  private final ApprovalChooser chooser;
  private final ModuleSwitch modules;
  private final Ground ground;
  private final Executions executions;
  private final Notices notices;
  private final @Nullable RemoteWork remote;
  private final HandlerRegistry handlers;
  private final BudgetWatch budgets;
  private final ScheduledThreadPoolExecutor clock;
  private final Endings endings;
  private final SendMessage sendMessage = new SendMessage();
  private final LogWaiter logWaiter;
  private final LongTimers learning;
  private final Worker worker;
  private final Clockwork clockwork;
  private volatile @Nullable Sweeper sweeper;
  private volatile @Nullable Relay relay;
  private volatile Shared shared = Shared.nothing();
  private final HealthCheck parts = new HealthCheck();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * An engine that is not started yet.
   *
   * @param layers over the storage
   * @param agents the way to agents in other processes, null for none
   */
  Engine(
      Layers layers,
      boolean ownsStorage,
      Access.Options rights,
      ApprovalChooser chooser,
      @Nullable RuntimeListener listener,
      RemoteSteps.@Nullable Opened agents,
      WorkerOptions options) {
    this.layers = layers;
    this.storage = layers.storage();
    this.ownsStorage = ownsStorage;
    this.chooser = chooser;
    this.modules = new ModuleSwitch(storage);
    this.notices = new Notices(listener);
    this.remote =
        agents == null
            ? null
            : new RemoteWork(storage, agents.transport(), agents.owned(), notices::tell);
    this.handlers = new HandlerRegistry(remote);
    this.ground = Ground.of(storage, handlers::handles, chooser, this::interrupt);
    this.executions = new Executions(storage);
    this.budgets =
        new BudgetWatch(storage, ground.commits(), ground.control(), this::interrupt, notices);
    this.clock = new ScheduledThreadPoolExecutor(2, Threads.named("clock"));
    clock.setRemoveOnCancelPolicy(true);
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    clock.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    this.endings = new Endings(executions);
    this.logWaiter = new LogWaiter(storage);
    this.learning =
        new LongTimers("learning", new LearnFromRun(storage, ground.commits())::next, notices);
    this.access = new Access(storage, ground.commits(), logWaiter, rights);
    this.worker =
        new Worker(
            storage,
            ground.commits(),
            handlers,
            new HandlerRights(access.authorizer()),
            new GateChoice(storage, chooser),
            options,
            notices,
            budgets,
            clock,
            this::ended);
    this.clockwork =
        new Clockwork(
            storage,
            options.lease(),
            worker,
            handlers,
            notices,
            this::fire,
            this::stopping,
            this::positioned);
  }

  void start() {
    endings.start();
    if (remote != null) {
      remote.start();
    }
    worker.start();
    clockwork.start(clock);
    new CountWork(storage, notices).start(clock);
    access.start(clock);
  }

  private void interrupt(ExecutionId id) {
    worker.interrupt(id);
    cancelAgents(id, "the execution was stopped");
  }

  /** What agents of it are at is of no use any more. */
  private void cancelAgents(ExecutionId id, String reason) {
    if (remote != null) {
      remote.cancel(id, reason);
    }
  }

  private void ended(ExecutionId id, ExecutionState state) {
    LOG.debug("execution {} is {}", id, state.wire());
    endings.ended(id);
    if (state != ExecutionState.COMPLETED) {
      cancelAgents(id, "the execution ended");
    }
  }

  /** Seen with the lease: somebody elsewhere stopped what runs here. */
  private void stopping(UUID executionId) {
    worker.interruptIfStopped(new ExecutionId(executionId));
  }

  private void fire(Timer timer) {
    switch (timer.kind()) {
      case Kinds.TIMER_PLAN_GATE -> {
        ExecutionId id = ExecutionId.of(Wire.value(timer.body()).asString());
        ground.gate().onTimer(timer.tenant(), ConfirmId.of(timer.id()), id);
        endings.ended(id);
      }
      case Kinds.TIMER_REVISION ->
          ground.revisions().onTimer(timer.tenant(), RevisionId.of(timer.id()));
      case Kinds.TIMER_DEADLINE -> deadline(timer);
      case Kinds.TIMER_LEARNING -> learning.accept(timer);
      case Kinds.TIMER_BUDGET -> budgets.onTimer(timer);
      case Kinds.TIMER_CONFIRM ->
          ground
              .approvals()
              .onTimer(timer.tenant(), ConfirmId.of(timer.id()))
              .ifPresent(gate -> decided(ground, timer.tenant(), gate));
      case Kinds.TIMER_ASSIGNMENT -> access.endAssignment().onExpiry(timer);
      case Kinds.TIMER_DELEGATED -> access.endAssignment().onSourceGone(timer);
      case Kinds.TIMER_REMOTE_STEP -> {
        if (remote != null) { // else it comes back, for a process that has a transport
          remote.onTimer(timer);
        }
      }
      case Kinds.TIMER_CONTEXT -> ground.contexts().apply(timer.tenant(), ContextId.of(timer.id()));
      default ->
          LOG.warn("timer {} {} is of a later version and left alone", timer.kind(), timer.id());
    }
  }

  /** A Confirm of this gate was decided, withdrawn or let expire. */
  void decided(Ground where, String tenant, Gate gate) {
    if (!gate.isOfRun()) {
      return;
    }
    if (gate.revision() != null) {
      where.revisions().advance(tenant, gate.revision());
    } else if (gate.step() == null) {
      where.gate().advance(tenant, gate.executionId());
      endings.ended(gate.executionId());
    }
    worker.wake();
  }

  /** Stopping twice is stopping once, so the timer may be removed after it. */
  private void deadline(Timer timer) {
    ExecutionId id = ExecutionId.of(timer.id());
    String run = Wire.value(timer.body()).asString();
    boolean present =
        executions
            .find(timer.tenant(), id)
            .map(record -> record.runId().value().equals(run))
            .orElse(false);
    if (present) {
      ground
          .control()
          .stop(
              timer.tenant(),
              id,
              new ExecutionRecord.Stop(ExecutionRecord.Stop.DEADLINE, "its time is over"),
              false);
      interrupt(id);
    }
    boolean done;
    do {
      done = removedDeadline(timer, id, run);
    } while (!done);
  }

  /** Only that of its own run: the next one moves the timer when it begins. */
  private boolean removedDeadline(Timer timer, ExecutionId id, String run) {
    Optional<ExecutionRecord> record = executions.find(timer.tenant(), id);
    if (record.isPresent() && !record.get().runId().value().equals(run)) {
      return true;
    }
    long version = record.map(ExecutionRecord::version).orElse(0L);
    ChangeSet set =
        ChangeSet.builder(timer.tenant())
            .add(new Change.CheckDocument(Kinds.EXECUTION, id.value(), version))
            .add(new Change.RemoveTimer(timer.kind(), timer.id()))
            .build();
    return ground.commits().commit(set).isCommitted()
        || executions.find(timer.tenant(), id).map(ExecutionRecord::version).orElse(0L) == version;
  }

  /** Begins to sweep by these policies, until the engine is closed. */
  void sweep(Sweeper.Policies policies) {
    Sweeper started = new Sweeper(storage, policies, tenant -> Facade.administration(this, tenant));
    sweeper = started;
    started.start();
  }

  /**
   * Begins to send events to a broker, until the engine is closed.
   *
   * @param owned whether the broker is closed then
   */
  void relay(EventBroker broker, boolean owned, Duration lease) {
    Relay started = new Relay(storage, ground.commits(), broker, owned, lease);
    relay = started;
    started.start();
  }

  /** Begins to share with others, until the engine is closed. */
  void share(Shared what) {
    shared = what;
    what.start(clock, storage, logWaiter::wake, clockwork::sequences);
  }

  private void positioned() {
    logWaiter.wake();
    shared.positioned();
  }

  Shared shared() {
    return shared;
  }

  HealthCheck parts() {
    return parts;
  }

  RuntimeHealth health() {
    return parts.of(storage, relay, remote, layers.cache(), shared);
  }

  Optional<RelayFigures> relayed() {
    return Optional.ofNullable(relay).map(Relay::figures);
  }

  Storage storage() {
    return storage;
  }

  Layers layers() {
    return layers;
  }

  Ground ground() {
    return ground;
  }

  /** The ground within a transaction of the host, which may yet be rolled back. */
  Ground ground(Storage joined) {
    return Ground.of(layers.within(joined), handlers::handles, chooser, id -> {});
  }

  ModuleSwitch modules() {
    return modules;
  }

  Access access() {
    return access;
  }

  /** Who holds which role, as it is in the storage of a ground. */
  RolePolicy roles(Ground where) {
    return where.storage() == storage ? access.roles() : access.roles().within(where.storage());
  }

  Executions executions() {
    return executions;
  }

  HandlerRegistry handlers() {
    return handlers;
  }

  Endings endings() {
    return endings;
  }

  SendMessage sendMessage() {
    return sendMessage;
  }

  LogWaiter logWaiter() {
    return logWaiter;
  }

  Worker worker() {
    return worker;
  }

  void close(Duration longest) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Sweeper sweeping = sweeper;
    if (sweeping != null) {
      sweeping.close();
    }
    clockwork.stopTimers();
    learning.close();
    worker.close(longest);
    Relay relaying = relay;
    if (relaying != null) {
      relaying.close();
    }
    if (remote != null) {
      remote.close();
    }
    layers.close(); // while there is a way to tell others what was changed last
    clockwork.close();
    clock.shutdownNow();
    shared.close();
    access.close();
    endings.close();
    logWaiter.close();
    notices.close();
    if (ownsStorage) {
      storage.close();
    }
  }
}
