package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.MplpException;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.Expiry;
import dev.mplp.model.ConfirmId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every act on a Confirm in every state that it can be in: what is legal is done, all else refused.
 */
public abstract class ConfirmTransitionsContract extends ApprovalKit {

  private static final ApprovalPolicy POLICY =
      ApprovalPolicy.single(Approver.subject("ada"))
          .expiring(Expiry.escalateAfter(Duration.ofDays(9), Approver.subject("bob")))
          .delegable(1);

  private enum State {
    PENDING(ConfirmStatus.PENDING),
    APPROVED(ConfirmStatus.APPROVED),
    REJECTED(ConfirmStatus.REJECTED),
    REVISABLE(ConfirmStatus.REJECTED),
    CANCELLED(ConfirmStatus.CANCELLED);

    private final ConfirmStatus status;

    State(ConfirmStatus status) {
      this.status = status;
    }
  }

  private enum Act {
    APPROVE,
    REJECT,
    WITHDRAW,
    DELEGATE,
    ESCALATE
  }

  private static final Map<State, Set<Act>> LEGAL = new EnumMap<>(State.class);

  static {
    for (State state : State.values()) {
      LEGAL.put(state, EnumSet.noneOf(Act.class));
    }
    LEGAL.put(State.PENDING, EnumSet.allOf(Act.class));
    LEGAL.put(State.REVISABLE, EnumSet.of(Act.APPROVE, Act.WITHDRAW, Act.DELEGATE));
  }

  /** For the storages. */
  protected ConfirmTransitionsContract() {}

  @Test
  void everyAct_inEveryState() {
    for (State from : State.values()) {
      for (Act act : Act.values()) {
        ConfirmId id = in(from);
        assertThat(approval(id).confirm().status()).isEqualTo(from.status);
        int before = acts(ActFilter.all().withConfirm(id)).size();
        if (LEGAL.get(from).contains(act)) {
          act(id, act);
          assertThat(approval(id).confirm().status()).isEqualTo(to(from, act));
          assertThat(acts(ActFilter.all().withConfirm(id))).hasSize(before + 1);
        } else {
          MplpException refused = refused("INVALID_TRANSITION", () -> act(id, act));
          assertThat(refused).hasMessageContaining("is " + from.status.wire());
          assertThat(approval(id).confirm().status()).isEqualTo(from.status);
          assertThat(acts(ActFilter.all().withConfirm(id))).hasSize(before);
        }
      }
    }
  }

  private ConfirmId in(State state) {
    boolean revisable = state == State.REVISABLE;
    ConfirmId id = gate(asks(plan("Loan"), revisable ? POLICY.revisableRejection() : POLICY));
    switch (state) {
      case PENDING -> {}
      case APPROVED -> approve(id, "ada");
      case REJECTED, REVISABLE -> as("ada").confirms().reject(id, "no");
      case CANCELLED -> as("carol").confirms().cancel(id, null);
    }
    return id;
  }

  private void act(ConfirmId id, Act act) {
    switch (act) {
      case APPROVE -> approve(id, "ada");
      case REJECT -> as("ada").confirms().reject(id, "no");
      case WITHDRAW -> as("carol").confirms().cancel(id, null);
      case DELEGATE -> as("ada").confirms().delegate(id, "dave", null, null);
      case ESCALATE -> as("carol").confirms().escalate(id, "urgent");
    }
  }

  private static ConfirmStatus to(State from, Act act) {
    return switch (act) {
      case APPROVE -> ConfirmStatus.APPROVED;
      case REJECT -> ConfirmStatus.REJECTED;
      case WITHDRAW -> ConfirmStatus.CANCELLED;
      case DELEGATE, ESCALATE -> from.status;
    };
  }
}
