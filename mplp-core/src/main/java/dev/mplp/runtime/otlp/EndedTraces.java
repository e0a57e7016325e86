package dev.mplp.runtime.otlp;

import dev.mplp.MplpException;
import dev.mplp.model.ModuleName;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.event.Room;
import dev.mplp.runtime.trace.TraceReader;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.trace.OtlpJson;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceStatus;
import dev.mplp.trace.Traceparent;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Traces that records of the log tell the end of: those of runs, of passes over steps to undo,
 * and of the host. Where the caller of a run has said that its trace is not recorded, neither is
 * the Trace sent.
 */
final class EndedTraces {

  private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

  /** Several times what a request may have, and little beside what a runtime needs anyway. */
  private static final Room ROOM = new Room(20_000, 16L << 20, 100);

  private static final Set<String> ENDS =
      Set.of(
          RecordTypes.RUN_ENDED,
          RecordTypes.EXECUTION_COMPENSATED,
          RecordTypes.EXECUTION_COMPENSATION_FAILED);

  /** Of a Trace of the host, whose end is one of several moves. */
  private static final String MOVED = RecordTypes.moved(ModuleName.TRACE);

  private final Storage storage;
  private final Room room;
  private final ExportCounts counts;

  EndedTraces(Storage storage, ExportCounts counts) {
    this(storage, ROOM, counts);
  }

  /** Leaves out what there is no room for. */
  EndedTraces(Storage storage, Room room, ExportCounts counts) {
    this.storage = storage;
    this.room = room;
    this.counts = counts;
  }

  /**
   * The Trace that a record tells the end of; empty for other records, and for what is not sent.
   *
   * @throws MplpException retryable, when the storage is not to be reached
   */
  Optional<Trace> of(LogRecord record) {
    UUID id = record.entry().runId();
    if (id == null || !isEnd(record)) {
      return Optional.empty();
    }
    try {
      Optional<Versioned<Trace>> found =
          new TraceReader(storage, record.tenant(), room).find(new TraceId(id));
      if (found.isEmpty()) {
        counts.leftOut(); // it was removed before it was sent
      }
      return found
          .map(Versioned::value)
          .filter(trace -> trace.status().isTerminal())
          .filter(trace -> OtlpJson.caller(trace).map(Traceparent::sampled).orElse(true));
    } catch (MplpException e) {
      if (e.retryable()) {
        throw e;
      }
      counts.leftOut();
      LOG.warn("the Trace {} of tenant {} is not sent: {}", id, record.tenant(), e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isEnd(LogRecord record) {
    String type = record.entry().type();
    return type.equals(MOVED)
        ? !TraceStatus.RUNNING.wire().equals(Bodies.parse(record).string("to").orElse(null))
        : ENDS.contains(type);
  }
}
