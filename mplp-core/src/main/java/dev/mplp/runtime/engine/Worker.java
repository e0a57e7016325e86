package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.plan.Executions;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims steps for which this process has a place and a handler, and has them done.
 *
 * <ol>
 *   <li>One thread claims when there may be something to claim; a commit of results claims along
 *       ({@link Claims}). What was claimed waits in {@link Stock} for a handler's thread.
 *   <li>{@link Hands} do it, and hand in what became of it.
 *   <li>One thread commits that ({@link Settlements}).
 * </ol>
 */
public final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final HandlerRegistry handlers;
  private final WorkerOptions options;
  private final Notices notices;
  private final ScheduledExecutorService clock;
  private final WorkerIds ids;
  private final Places places;
  private final Running running;
  private final Claims claims;
  private final Settlements settlements;
  private final Hands hands;
  private final Stock stock;
  private final Wakeup wakeup = new Wakeup();
  private final ClaimPause claimPause;
  private final Thread claimer;
  private volatile boolean closing;

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
      HandlerRights rights,
      GateChoice choice,
      WorkerOptions options,
      Notices notices,
      BudgetWatch budgets,
      ScheduledExecutorService clock,
      BiConsumer<ExecutionId, ExecutionState> ended) {
    this.handlers = handlers;
    this.options = options;
    this.notices = notices;
    this.clock = clock;
    this.ids = new WorkerIds(storage.work(), options.name(), options.lease());
    this.places = new Places(options.concurrency());
    this.running = new Running(new Executions(storage));
    this.claims = new Claims(storage, handlers, ids, places);
    this.settlements = new Settlements(storage, claims, running::areMoreThan, wakeup::ring);
    Ledger ledger = new Ledger(ids, places, running, wakeup::ring);
    this.hands =
        new Hands(
            storage,
            commits,
            handlers,
            rights,
            choice,
            settlements,
            ids,
            ledger,
            notices,
            budgets,
            clock,
            wakeup::ring,
            ended);
    this.stock = new Stock(options.concurrency(), hands::run, hands::giveBack);
    claims.giveTo(stock::add);
    this.claimPause = new ClaimPause(notices);
    this.claimer = Threads.named("claim").newThread(this::claim);
  }

  /** Begins to claim. */
  public void start() {
    handlers.onChange(this::wake);
    claimer.start();
    Future<?> ignored =
        clock.scheduleWithFixedDelay(
            this::lookAtStock, Stock.LOOK, Stock.LOOK, TimeUnit.NANOSECONDS);
  }

  /** Something may be ready. */
  public void wake() {
    wakeup.ring();
  }

  private void claim() {
    while (!closing) {
      try {
        if (claims.claim() == 0) {
          wakeup.await(options.poll());
        }
        claimPause.over();
      } catch (OutcomeUnknownException e) {
        LOG.warn("a claim may have gone through; going on as another worker: {}", e.getMessage());
        ids.change();
        claimPause.failed(e);
      } catch (RuntimeException e) {
        LOG.warn("could not claim steps, trying again: {}", e.toString());
        claimPause.failed(e);
      }
    }
  }

  private void lookAtStock() {
    try {
      if (stock.giveBack(Stock.LONGEST) > 0) {
        places.took(Stock.LONGEST);
      }
    } catch (RuntimeException e) { // or the clock would not call again
      LOG.warn("steps in stock could not be given back yet", e);
    }
  }

  /** Interrupts what this process runs of an execution. */
  public void interrupt(ExecutionId executionId) {
    running.interrupt(executionId);
  }

  /** {@link #interrupt} if somebody stopped the execution, and not a step that failed. */
  public void interruptIfStopped(ExecutionId executionId) {
    running.interruptIfStopped(executionId);
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
      running.interruptOthersThan(ids.all());
    }
    return beat.stopping();
  }

  /**
   * Stops: claims nothing more, lets what runs finish for {@code longest}, then interrupts it and
   * hands it back.
   */
  public void close(Duration longest) {
    closing = true;
    claimPause.close();
    hands.closing();
    claims.close();
    wakeup.ring();
    join(claimer);
    stock.giveBack(0);
    awaitIdle(longest);
    hands.cutting(); // what has a place but did not get to its handler yet sees this
    if (places.areTaken()) {
      running.interruptForClosing();
      awaitIdle(Duration.ofSeconds(2));
      running.reportCutOff();
    }
    stock.close();
    settlements.close();
    ids.giveUpAll();
    stock.closeNow();
  }

  private void awaitIdle(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (places.areTaken()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      Pause.millis(5);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
