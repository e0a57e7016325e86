package dev.mplp.runtime.remote;

import dev.mplp.MplpException;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests again of which nothing was heard for their time, on a thread of its own so that no
 * other timer waits for them. What a stopped execution left behind is removed at the same time.
 *
 * <p>The timer is moved in a commit before the request is sent, so one replica sends it. A timer
 * that fails, or finds no room here, comes back when its hold is over.
 */
final class ResendRequests implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ResendRequests.class);
  private static final int MOST = 2_000;
  private static final int BATCH = 64;
  private static final Duration SETTLING = Duration.ofMinutes(10);

  private final StepTransport transport;
  private final Storage storage;
  private final SendRequests sender;
  private final Runnable idle;
  private final CommitAll commits;
  private final BlockingQueue<Timer> queue = new LinkedBlockingQueue<>(MOST);
  private final Set<Key> inHand = new HashSet<>();
  private final Thread thread;
  private volatile boolean closing;

  private record Key(String tenant, String id) {}

  /**
   * What is done about a timer.
   *
   * @param then once the set is committed
   */
  private record Plan(ChangeSet set, Runnable then) {}

  /**
   * Not started yet.
   *
   * @param idle is run again and again, while there is nothing to send
   */
  ResendRequests(StepTransport transport, Storage storage, SendRequests sender, Runnable idle) {
    this.transport = transport;
    this.storage = storage;
    this.sender = sender;
    this.idle = idle;
    this.commits = new CommitAll(storage, () -> closing);
    this.thread = new Thread(this::run, "mplp-remote-resend");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** A timer is due. */
  void onTimer(Timer timer) {
    Key key = new Key(timer.tenant(), timer.id());
    synchronized (inHand) {
      if (!closing && inHand.add(key) && !queue.offer(timer)) {
        inHand.remove(key);
      }
    }
  }

  private void run() {
    List<Timer> batch = new ArrayList<>();
    while (!closing) {
      batch.clear();
      try {
        Timer first = queue.poll(100, TimeUnit.MILLISECONDS);
        idle.run();
        if (first == null) {
          continue;
        }
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        handle(batch);
      } catch (InterruptedException e) {
        return; // only its owner interrupts it
      } catch (Throwable e) { // the thread goes on, or nothing would be sent again any more
        LOG.warn("requests are sent again later", e);
        Pause.millis(200);
      }
      synchronized (inHand) {
        batch.forEach(timer -> inHand.remove(new Key(timer.tenant(), timer.id())));
      }
    }
  }

  private void handle(List<Timer> batch) {
    Instant now = storage.now();
    List<Plan> plans = new ArrayList<>();
    for (Timer timer : batch) {
      try {
        plans.add(plan(timer, now));
      } catch (RuntimeException e) { // its timer comes back; the others do not wait for it
        if (e instanceof MplpException mplp && mplp.retryable()) {
          throw e;
        }
        LOG.warn("the request {} cannot be sent again here", timer.id(), e);
      }
    }
    commit(plans);
  }

  private void commit(List<Plan> plans) {
    List<CommitResult> results;
    try {
      results = commits.commit(plans.stream().map(Plan::set).toList());
    } catch (MplpException e) {
      if (e.retryable() || plans.size() < 2) {
        throw e;
      }
      plans.forEach(this::alone);
      return;
    }
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).isCommitted()) { // else it changed meanwhile, and the timer comes back
        plans.get(i).then().run();
      }
    }
  }

  private void alone(Plan plan) {
    try {
      commit(List.of(plan));
    } catch (MplpException e) {
      LOG.warn("a request is sent again later: {}", e.toString());
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private Plan plan(Timer timer, Instant now) {
    ChangeSet.Builder set = ChangeSet.builder(timer.tenant());
    Optional<ParkedStep> found = ParkedStep.find(storage, timer.tenant(), timer.id());
    if (found.isEmpty()) {
      set.add(new Change.CheckDocument(Kinds.REMOTE_STEP, timer.id(), 0));
      return only(set.add(new Change.RemoveTimer(timer.kind(), timer.id())));
    }
    ParkedStep step = found.get();
    RequestId request = step.request();
    @Nullable StepRun run =
        storage.work().step(timer.tenant(), request.execution(), request.index()).orElse(null);
    if (run == null || !step.isWaitedFor(run)) {
      return new Plan(
          set.addAll(step.end()).build(),
          () -> sender.cancel(request, "nobody waits for it any more"));
    }
    set.add(step.unchanged());
    if (step.isAnswered() || run.state() != StepState.PARKED) {
      return only(set.add(Resend.timer(step, now, 0, SETTLING)));
    }
    int times = Resend.times(timer.body());
    Optional<byte[]> message = step.message(storage);
    if (message.isEmpty() || !transport.health().available() || !now.isBefore(step.deadline())) {
      return only(set.add(Resend.timer(step, now, times, step.resendAfter())));
    }
    byte[] sent = message.get();
    return new Plan(
        set.add(Resend.timer(step, now, times + 1)).build(),
        () -> sender.send(step, sent, times + 1, true));
  }

  private static Plan only(ChangeSet.Builder set) {
    return new Plan(set.build(), () -> {});
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
