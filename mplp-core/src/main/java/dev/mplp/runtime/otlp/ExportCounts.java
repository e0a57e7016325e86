package dev.mplp.runtime.otlp;

import dev.mplp.observe.ExportFigures;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What an export counts of what it does; written by its thread, read by any. */
final class ExportCounts {

  private final LongAdder traces = new LongAdder();
  private final LongAdder spans = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder leftOut = new LongAdder();
  private final AtomicLong waiting = new AtomicLong();
  private volatile boolean sending;

  void taken(SpanBatch batch, long rejected) {
    long lost = Math.min(rejected, batch.spans());
    spans.add(batch.spans() - lost);
    refused.add(lost);
    traces.add(batch.traces());
  }

  void refused(SpanBatch batch) {
    refused.add(batch.spans());
  }

  void retried() {
    retried.increment();
  }

  void leftOut() {
    leftOut.increment();
  }

  void waiting(long records) {
    waiting.set(Math.max(0, records));
  }

  void sending(boolean now) {
    sending = now;
  }

  ExportFigures figures() {
    return new ExportFigures(
        sending,
        waiting.get(),
        traces.sum(),
        spans.sum(),
        refused.sum(),
        retried.sum(),
        leftOut.sum());
  }
}
