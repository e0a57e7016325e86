package dev.mplp.runtime.otlp;

import dev.mplp.model.JsonObject;
import dev.mplp.runtime.otlp.Holding.Lost;
import dev.mplp.trace.OtlpJson;
import dev.mplp.trace.Trace;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings spans to a collector, request by request, each until the collector has it or refuses it
 * for good. Of one thread, but for what it tells of its trouble.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

  private final URI address;
  private final Pace pace;
  private final Holding holding;
  private final ExportCounts counts;
  private final Sender sender;
  private final SpanBatch batch;
  private volatile @Nullable String trouble;

  Delivery(Target target, Pace pace, Holding holding, ExportCounts counts) {
    this.address = target.address();
    this.pace = pace;
    this.holding = holding;
    this.counts = counts;
    this.sender = new Sender(target);
    this.batch = new SpanBatch(target.resource());
  }

  /** What became of the last request, when that was no good; null when all is well. */
  @Nullable String trouble() {
    return trouble;
  }

  /** Somebody else sends, and knows how it goes. */
  void forget() {
    trouble = null;
  }

  /** Leaves what was added to whoever sends it. */
  void drop() {
    batch.clear();
  }

  boolean isEmpty() {
    return batch.isEmpty();
  }

  /** Adds the spans of a Trace, and sends when there are enough for a request. */
  void add(String tenant, Trace trace) throws Lost, InterruptedException {
    for (JsonObject span : OtlpJson.spans(trace, JsonObject.of("mplp.tenant", tenant))) {
      if (batch.isFull()) {
        send();
      }
      batch.add(span);
    }
    batch.endTrace();
  }

  /**
   * Sends what was added, and waits for it.
   *
   * @throws Lost when another process is to try it
   */
  void send() throws Lost, InterruptedException {
    if (!batch.isEmpty()) {
      byte[] body = batch.body();
      long silentSince = System.nanoTime();
      for (int tries = 1; !batch.isEmpty(); tries++) {
        holding.keep();
        Answer answer = sender.send(body);
        boolean isAway = answer instanceof Answer.Unreachable;
        silentSince = isAway ? silentSince : System.nanoTime();
        take(answer, tries, isAway && System.nanoTime() - silentSince > pace.patience().toNanos());
      }
    }
  }

  private void take(Answer answer, int tries, boolean isAwayForLong)
      throws Lost, InterruptedException {
    if (answer instanceof Answer.Taken taken) {
      taken(taken);
    } else if (answer instanceof Answer.Refused refused) {
      counts.refused(batch);
      failed("refuses " + batch.spans() + " spans for good: " + refused.why());
      batch.clear();
    } else if (answer instanceof Answer.Later later) {
      failed("is asked again: " + later.why());
      counts.retried();
      holding.rest(pace.rest(tries, later.after()));
    } else if (answer instanceof Answer.Unreachable away) {
      failed("is not reached: " + away.why());
      counts.retried();
      if (isAwayForLong) {
        holding.release();
        throw new Lost(); // another process may still reach it
      }
      holding.rest(pace.rest(tries, null));
    }
  }

  private void taken(Answer.Taken taken) {
    counts.taken(batch, taken.rejected());
    if (taken.rejected() > 0 || taken.warning() != null) {
      LOG.warn("the collector has left out {} spans: {}", taken.rejected(), taken.warning());
    }
    if (trouble != null) {
      LOG.info("the collector at {} takes Traces again", address);
    }
    trouble = null;
    batch.clear();
  }

  private void failed(String why) {
    String now = "the collector " + why;
    if (trouble == null) {
      LOG.warn("{}; it is at {}", now, address);
    }
    trouble = now;
  }
}
