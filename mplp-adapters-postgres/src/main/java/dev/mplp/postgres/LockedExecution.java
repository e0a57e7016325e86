package dev.mplp.postgres;

import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution whose row this transaction has locked: nobody else settles its steps or changes its
 * phase meanwhile. Kept level with the row as the transaction changes it.
 */
final class LockedExecution {

  final long num;
  final ExecutionKey key;
  final String contextId;
  final int parallelism;
  final boolean compensates;
  UUID runId;
  Phase phase;
  @Nullable SkipReason stopReason;

  private LockedExecution(
      long num,
      ExecutionKey key,
      String contextId,
      int parallelism,
      UUID runId,
      Phase phase,
      @Nullable SkipReason stopReason,
      boolean compensates) {
    this.num = num;
    this.key = key;
    this.contextId = contextId;
    this.parallelism = parallelism;
    this.runId = runId;
    this.phase = phase;
    this.stopReason = stopReason;
    this.compensates = compensates;
  }

  static LockedExecution of(Row row) throws SQLException {
    return new LockedExecution(
        row.big(),
        new ExecutionKey(row.text(), row.uuid()),
        row.text(),
        row.number(),
        row.uuid(),
        Codes.phase(row.number()),
        Codes.reason(row.numberOrNull()),
        row.bool());
  }

  /** Whether a control may bring it to the phase: a stop is not taken back. */
  boolean leadsTo(Phase next) {
    return switch (phase) {
      case OPEN, HELD -> true;
      case STOPPING -> next == Phase.STOPPING || next == Phase.CLOSED;
      case CLOSED -> false;
    };
  }
}
