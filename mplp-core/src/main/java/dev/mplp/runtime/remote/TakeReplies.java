package dev.mplp.runtime.remote;

import dev.mplp.MplpException;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.StepTransport.Subscription;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes replies from the queue that all replicas share, many in one commit, and says that a reply
 * is done once its commit is.
 *
 * <ol>
 *   <li>A reply counts when its request is the present one of its step, the step waits for it, and
 *       nobody answered before. It is put into the step's document over the version that was read,
 *       and the step goes on, in one commit: of the same reply in two replicas one commits, the
 *       other reads again and finds it answered.
 *   <li>Anything else is late or doubled: it is told, and done.
 *   <li>What is no reply at all is refused, and kept aside by the transport.
 * </ol>
 */
final class TakeReplies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TakeReplies.class);
  private static final int PREFETCH = 64;
  private static final long BATCH_BYTES = 16L << 20;

  private final StepTransport transport;
  private final Storage storage;
  private final JudgeReply judge;
  private final CommitAll commits;
  private final Consumer<Consumer<RuntimeListener>> notices;
  private final ComeAgain comeAgain = new ComeAgain();
  private final BlockingQueue<StepDelivery> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private @Nullable Subscription subscription;
  private volatile boolean closing;

  /** A reply that is to be committed. */
  private record Taken(StepDelivery delivery, JudgeReply.Accepted accepted) {}

  TakeReplies(
      StepTransport transport,
      Storage storage,
      SendRequests sender,
      Consumer<Consumer<RuntimeListener>> notices) {
    this.transport = transport;
    this.storage = storage;
    this.judge = new JudgeReply(storage, sender);
    this.commits = new CommitAll(storage, () -> closing);
    this.notices = notices;
    this.thread = new Thread(this::run, "mplp-remote-replies");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
    subscription = transport.replies(PREFETCH, this::queued);
  }

  /**
   * A connection hands out so many at most. When there are more, the first ones are of a connection
   * that broke, and come again by themselves.
   */
  private void queued(StepDelivery delivery) {
    queue.add(delivery);
    while (queue.size() > PREFETCH) {
      StepDelivery lost = queue.poll();
      if (lost != null) {
        lost.again();
      }
    }
  }

  private void run() {
    List<StepDelivery> batch = new ArrayList<>();
    while (!closing) {
      batch.clear();
      try {
        StepDelivery first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        fill(batch);
      } catch (InterruptedException e) {
        return; // only its owner interrupts it
      }
      try {
        handle(batch);
      } catch (Throwable e) { // the thread goes on, or no reply would be taken any more
        LOG.error("replies of agents come again", e);
        batch.forEach(one -> comeAgain.later(one, "an error: " + e.getClass().getName()));
      }
    }
  }

  private void fill(List<StepDelivery> batch) {
    long bytes = batch.get(0).message().data().length;
    StepDelivery next = null;
    while (bytes < BATCH_BYTES && (next = queue.poll()) != null) {
      batch.add(next);
      bytes += next.message().data().length;
    }
  }

  private void handle(List<StepDelivery> batch) {
    List<StepDelivery> left = batch;
    while (!left.isEmpty()) {
      try {
        left = round(left);
      } catch (RuntimeException e) { // nothing of the round is done: all of it comes again
        boolean later = e instanceof MplpException mplp && mplp.retryable() && !closing;
        if (later) {
          LOG.warn("replies of agents wait for the storage: {}", e.toString());
          Pause.millis(200);
        } else {
          left = oneByOne(left, e);
        }
      }
    }
  }

  /** Of several one may be to blame; alone it goes back, for a replica that can do more with it. */
  private List<StepDelivery> oneByOne(List<StepDelivery> left, RuntimeException error) {
    if (left.size() > 1) {
      left.forEach(one -> handle(List.of(one)));
    } else {
      failed(left.get(0), error);
    }
    return List.of();
  }

  private void failed(StepDelivery delivery, RuntimeException error) {
    LOG.warn("the reply {} comes again", delivery.message().id(), error);
    comeAgain.later(delivery, "it failed with " + error.getClass().getName());
  }

  /** Null when it cannot be told: it comes again, and the others do not wait for it. */
  private JudgeReply.@Nullable Verdict look(StepDelivery delivery, Instant now) {
    if (comeAgain.isUnreadable(delivery)) {
      return null;
    }
    try {
      return judge.look(delivery.message(), now);
    } catch (RuntimeException e) {
      if (e instanceof MplpException mplp && mplp.retryable()) {
        throw e;
      }
      failed(delivery, e);
      return null;
    }
  }

  /** What has to be looked at again: somebody else changed what it is about. */
  private List<StepDelivery> round(List<StepDelivery> batch) {
    Instant now = storage.now();
    List<Taken> taken = new ArrayList<>();
    List<ChangeSet> sets = new ArrayList<>();
    for (StepDelivery delivery : batch) {
      JudgeReply.Verdict verdict = look(delivery, now);
      if (verdict instanceof JudgeReply.Accepted accepted) {
        taken.add(new Taken(delivery, accepted));
        sets.add(accepted.set());
      } else if (verdict instanceof JudgeReply.Refused refused) {
        notices.accept(listener -> listener.remoteReplyRefused(refused.why().wire()));
        refused.settle(delivery);
      } else if (verdict != null) {
        delivery.done(); // there was a sign of life a moment ago
      }
    }
    List<CommitResult> results = commits.commit(sets);
    List<StepDelivery> again = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).isCommitted()) {
        committed(taken.get(i), now);
      } else {
        again.add(taken.get(i).delivery());
      }
    }
    return again;
  }

  private void committed(Taken taken, Instant now) {
    taken.delivery().done();
    ParkedStep step = taken.accepted().step();
    Duration since = Duration.between(step.sentAt(), now);
    Duration roundTrip = since.isNegative() ? Duration.ZERO : since;
    String kind = taken.accepted().kind();
    notices.accept(listener -> listener.remoteReplyTaken(step.role(), kind, roundTrip));
  }

  boolean isReady() {
    Subscription taking = subscription;
    return taking != null && taking.isReady() && thread.isAlive();
  }

  /** Why replies had to be put back lately; null when none had. */
  @Nullable String trouble() {
    return comeAgain.trouble();
  }

  /** What is not committed by now goes back to the queue. */
  @Override
  public void close() {
    closing = true;
    if (subscription != null) {
      subscription.close();
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
