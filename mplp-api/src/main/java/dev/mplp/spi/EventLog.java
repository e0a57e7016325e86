package dev.mplp.spi;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log of everything that changed.
 *
 * <p>Records are written by {@link Change.AppendLog} and by {@link Work}, without a position. The
 * holder of the lease {@value #SEQUENCER} calls {@link #sequence}, which gives positions to records
 * that became visible since, in sequence order. Readers go by position: they never see a gap, a
 * repeat, or an effect before its cause, and an open transaction somewhere stalls nobody.
 */
public interface EventLog {

  /** The lease under which {@link #sequence} is called. */
  String SEQUENCER = "sequencer";

  /**
   * Gives positions to newly visible records, in sequence order, each with a time later than the
   * one before. Safe to call without the lease, but then slower.
   *
   * @return how many were given, at most {@code max}; 0 when there was nothing, or somebody else is
   *     at it
   */
  int sequence(int max);

  /**
   * Records with {@code position > after}, ascending.
   *
   * @param contextId only those of this Context; null for all of the tenant
   * @throws LogTruncatedException when records after {@code after} are no longer kept
   */
  List<LogRecord> read(String tenant, @Nullable String contextId, long after, int limit);

  /**
   * Records of one run by sequence, those without a position included, so that a reader sees what
   * it wrote itself.
   *
   * @param after the sequence after which to go on, 0 for the first page
   * @throws LogTruncatedException when records of the run after {@code after} are no longer kept; a
   *     run of which nothing is kept any more is empty
   */
  List<LogRecord> readRun(String tenant, UUID runId, long after, int limit);

  /** The last position that was given, 0 when there is none. */
  long head();

  /** How many records are visible that have no position yet, counted up to 10,000. */
  int lag();
}
