package dev.mplp.spi;

import java.time.Instant;
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
   * Records of all tenants with {@code after < position <= upTo}, ascending; those that are no
   * longer kept are missing. For whoever serves all tenants, such as the relay to a broker.
   *
   * @param upTo at most {@link #head} as it was before, and at most 10,000 more than {@code after}
   */
  default List<LogRecord> readAll(long after, long upTo) {
    return readAll(after, upTo, Long.MAX_VALUE);
  }

  /**
   * As {@link #readAll(long, long)}, but ends early, after the first record or later, rather than
   * to give more than so many bytes of bodies. So when there are fewer records than positions,
   * either some are no longer kept, or there are more of them after the last one.
   *
   * @param maxBytes of the bodies as they are stored
   */
  List<LogRecord> readAll(long after, long upTo, long maxBytes);

  /**
   * Records of one run by sequence, those without a position included, so that a reader sees what
   * it wrote itself.
   *
   * @param after the sequence after which to go on, 0 for the first page
   * @throws LogTruncatedException when records of the run after {@code after} are no longer kept; a
   *     run of which nothing is kept any more is empty
   */
  List<LogRecord> readRun(String tenant, UUID runId, long after, int limit);

  /**
   * Removes the oldest records of a tenant for good, in the order of their positions, as far as all
   * of this is so: the record has a position, the position is less than {@code below}, the time is
   * before {@code before}. What has no position yet stays. Whoever reads from before the last
   * removed record gets {@link LogTruncatedException} from then on. Costs as much as it removes.
   *
   * @return how many were removed, at most {@code max}; less when there are no more
   */
  int truncate(String tenant, Instant before, long below, int max);

  /** How many records {@link #truncate} would remove, counted up to {@code max}. */
  int countBefore(String tenant, Instant before, long below, int max);

  /** The first position from which on the records of a tenant are kept, 1 when none was removed. */
  long oldest(String tenant);

  /**
   * The position of the record of a tenant that is followed by {@code newer} others with a
   * position; 0 when there are not so many. Costs as much as {@code newer}.
   */
  long positionBefore(String tenant, int newer);

  /** The last position that was given, 0 when there is none. */
  long head();

  /** How many records are visible that have no position yet, counted up to 10,000. */
  int lag();
}
