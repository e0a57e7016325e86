package dev.mplp.runtime.confirm;

import dev.mplp.IllegalTransitionException;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmDecision;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.DecisionId;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.store.Transitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Confirm and its record as they were read.
 *
 * @param confirm the wire form
 * @param record what belongs to it
 */
record Stored(Versioned<Confirm> confirm, ApprovalRecord record) {

  ConfirmId id() {
    return record.confirmId();
  }

  ConfirmStatus status() {
    return confirm.value().status();
  }

  /** Refuses to go on with what is decided. */
  void checkOpen(String to) {
    if (!record.open()) {
      throw new IllegalTransitionException(
          "confirm " + id(),
          status().wire(),
          to,
          "it is over; whoever needs it still asks for another approval");
    }
  }

  /** The wire form with another decision, and perhaps another status. */
  Confirm decided(
      DecisionStatus decision,
      String role,
      ConfirmStatus to,
      String subject,
      @Nullable String reason,
      Instant now) {
    Confirm before = confirm.value();
    if (before.status() != to) {
      Transitions.CONFIRM.check("confirm " + id(), before.status(), to);
    }
    List<ConfirmDecision> decisions =
        new ArrayList<>(before.decisions() == null ? List.of() : before.decisions());
    decisions.add(new ConfirmDecision(DecisionId.random(), decision, role, now, reason));
    return before.toBuilder()
        .status(to)
        .decisions(decisions)
        .meta(before.meta().updated(now, subject))
        .build();
  }
}
