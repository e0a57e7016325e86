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
 * @param bound those of them that are roles which the holder held by assignment then, and which
 *     have to be held still when it is made use of
 * @param until when it ends; null when it does not
 */
public record Delegation(
    String holder,
    String from,
    String to,
    int depth,
    List<Approver> as,
    List<Approver> bound,
    @Nullable Instant until) {

  /** Copies the lists. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  public Delegation {
    as = List.copyOf(as);
    bound = List.copyOf(bound);
  }

  /** For a longer way: handed on by who has it. */
  Delegation handedTo(String next, @Nullable Instant end) {
    return new Delegation(holder, to, next, depth + 1, as, bound, end);
  }

  /** Those of its approvers that the holder still is. */
  List<Approver> standing(Assigned assigned) {
    return as.stream()
        .filter(one -> !bound.contains(one) || assigned.holds(holder, one.name()))
        .toList();
  }

  /** True while it holds. */
  public boolean holds(Instant now) {
    return until == null || now.isBefore(until);
  }
}
