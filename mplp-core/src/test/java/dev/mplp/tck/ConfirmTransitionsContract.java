package dev.mplp.tck;

import static dev.mplp.confirm.Approver.role;
import static dev.mplp.confirm.Approver.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.MplpException;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.Seat;
import dev.mplp.model.ConfirmId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every act on a Confirm in every state that it can be in, under a policy of every kind: what is
 * legal is done, all else refused.
 */
public abstract class ConfirmTransitionsContract extends ApprovalKit {

  private static final Duration LONG = Duration.ofDays(9);

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

  /**
   * A policy; ada, who is in the role risk, decides first, then bob, who is in the role legal.
   *
   * @param alone whether ada's decision is enough to approve
   * @param fatal whether ada's decision is enough to reject
   */
  private record Kind(String name, ApprovalPolicy policy, boolean alone, boolean fatal) {

    boolean allows(State state, Act act) {
      boolean escalates = policy.expiry() instanceof Expiry.Escalate;
      return LEGAL.get(state).contains(act) && (act != Act.ESCALATE || escalates);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    Expiry escalate = Expiry.escalateAfter(LONG, subject("zoe"));
    return Stream.of(
            new Kind("single", ApprovalPolicy.single(subject("ada")), true, true),
            new Kind(
                "single, escalated",
                ApprovalPolicy.single(role("risk")).expiring(escalate),
                true,
                true),
            new Kind(
                "sequential, rejected in time",
                ApprovalPolicy.sequential(subject("ada"), role("legal"))
                    .expiring(Expiry.rejectAfter(LONG)),
                false,
                true),
            new Kind(
                "all, extended",
                ApprovalPolicy.all(subject("ada"), subject("bob"))
                    .expiring(Expiry.extendAfter(LONG, LONG, 1)),
                false,
                true),
            new Kind(
                "k of n, escalated",
                ApprovalPolicy.anyOf(2, role("risk"), role("legal"), subject("zoe"))
                    .expiring(escalate),
                false,
                false),
            new Kind(
                "weighted",
                ApprovalPolicy.weighted(2, new Seat(subject("ada"), 2), new Seat(role("legal"), 2)),
                true,
                false),
            new Kind(
                "staged, escalated",
                ApprovalPolicy.staged(
                        ApprovalStage.anyOf(1, role("risk")),
                        ApprovalStage.anyOf(1, subject("bob")))
                    .expiring(escalate),
                false,
                true))
        .map(kind -> new Kind(kind.name, kind.policy.delegable(1), kind.alone, kind.fatal));
  }

  /** For the storages. */
  protected ConfirmTransitionsContract() {}

  @ParameterizedTest
  @MethodSource("kinds")
  void everyAct_inEveryState(Kind kind) {
    for (State from : State.values()) {
      for (Act act : Act.values()) {
        ConfirmId id = in(kind, from);
        assertThat(approval(id).confirm().status()).isEqualTo(from.status);
        int before = acts(ActFilter.all().withConfirm(id)).size();
        if (kind.allows(from, act)) {
          act(id, act);
          assertThat(approval(id).confirm().status())
              .as("%s after %s", from, act)
              .isEqualTo(to(kind, from, act));
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

  private ConfirmId in(Kind kind, State state) {
    boolean revisable = state == State.REVISABLE;
    ConfirmId id =
        gate(asks(plan("Loan"), revisable ? kind.policy.revisableRejection() : kind.policy));
    switch (state) {
      case PENDING -> {}
      case APPROVED -> {
        approve(id, "ada", "risk");
        if (!kind.alone) {
          approve(id, "bob", "legal");
        }
      }
      case REJECTED, REVISABLE -> {
        as("ada", "risk").confirms().reject(id, "no");
        if (!kind.fatal) {
          as("bob", "legal").confirms().reject(id, "no");
        }
      }
      case CANCELLED -> as("carol").confirms().cancel(id, null);
    }
    return id;
  }

  private void act(ConfirmId id, Act act) {
    switch (act) {
      case APPROVE -> approve(id, "ada", "risk");
      case REJECT -> as("ada", "risk").confirms().reject(id, "no");
      case WITHDRAW -> as("carol").confirms().cancel(id, null);
      case DELEGATE -> as("ada", "risk").confirms().delegate(id, "dave", null, null);
      case ESCALATE -> as("carol").confirms().escalate(id, "urgent");
    }
  }

  private static ConfirmStatus to(Kind kind, State from, Act act) {
    return switch (act) {
      case APPROVE -> kind.alone ? ConfirmStatus.APPROVED : from.status;
      case REJECT -> kind.fatal ? ConfirmStatus.REJECTED : from.status;
      case WITHDRAW -> ConfirmStatus.CANCELLED;
      case DELEGATE, ESCALATE -> from.status;
    };
  }
}
