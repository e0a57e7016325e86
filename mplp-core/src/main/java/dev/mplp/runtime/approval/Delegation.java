package dev.mplp.runtime.approval;

import dev.mplp.confirm.Approver;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was handed on.
 *
 * @param holder whose decision it is
 * @param from who handed it on: the holder, or a delegate
 * @param to who may decide
 * @param depth through how many hands it came, from 1
 * @param as the approvers for which the holder was asked
 * @param until when it ends; null when it does not
 */
public record Delegation(
    String holder, String from, String to, int depth, List<Approver> as, @Nullable Instant until) {

  /** Copies the list. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  public Delegation {
    as = List.copyOf(as);
  }

  /** True while it holds. */
  public boolean holds(Instant now) {
    return until == null || now.isBefore(until);
  }
}
