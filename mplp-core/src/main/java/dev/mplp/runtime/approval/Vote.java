package dev.mplp.runtime.approval;

import dev.mplp.confirm.Approver;
import java.time.Instant;
import java.util.List;

/**
 * A decision that counts.
 *
 * @param holder whose it is: there is one for each holder
 * @param by who made it: the holder, or a delegate
 * @param approves or rejects
 * @param stage in which, from 0
 * @param as the approvers of the stage whose seats it can fill
 * @param at when
 */
public record Vote(
    String holder, String by, boolean approves, int stage, List<Approver> as, Instant at) {

  /** Copies the list. */
  public Vote {
    as = List.copyOf(as);
  }

  /** True when it is this person's, or was made by them. */
  public boolean concerns(String subject) {
    return holder.equals(subject) || by.equals(subject);
  }
}
