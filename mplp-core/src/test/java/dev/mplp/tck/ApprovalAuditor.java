package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.Expiry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads what was done to an approval, as somebody from outside does who has the policy and knows
 * who has which role, and checks that none of it was forbidden and that it adds up. Seats count 1.
 */
final class ApprovalAuditor {

  private record Vote(String subject, boolean approves, int stage) {}

  private final ApprovalPolicy policy;
  private final String requester;
  private final Map<String, Set<String>> roles;
  private final Map<String, Vote> votes = new HashMap<>();
  private final Map<String, String> handedOn = new HashMap<>();
  private int round = 1;
  private int stage = 1;
  private int level;
  private boolean over;

  ApprovalAuditor(ApprovalPolicy policy, String requester, Map<String, Set<String>> roles) {
    this.policy = policy;
    this.requester = requester;
    this.roles = roles;
  }

  /** Checks all of it; answers whether it was approved. */
  boolean audit(Approval approval, List<ApprovalAct> acts) {
    ConfirmStatus last = ConfirmStatus.PENDING;
    for (ApprovalAct act : acts) {
      boolean voided = act.kind() == ApprovalAct.Kind.VOIDED;
      assertThat(over && !voided).as("nothing is done after the end: %s", acts).isFalse();
      follow(act);
      last = act.status();
    }
    assertThat(approval.confirm().status()).isEqualTo(last);
    boolean approved = last == ConfirmStatus.APPROVED;
    assertThat(approval.consumed()).as("nothing else is used").isIn(false, approved);
    return approved;
  }

  private void follow(ApprovalAct act) {
    if (act.round() > round) {
      boolean inFirst = stage == 1 && !inFavour(stage); // the next one has no act before its first
      level = inFirst ? level : 0;
      votes.clear();
      round = act.round();
      stage = act.stage();
    }
    if (act.stage() > stage) {
      assertThat(act.stage()).isEqualTo(stage + 1);
      assertThat(inFavour(stage)).as("the stage before is passed").isTrue();
      level = 0;
      stage = act.stage();
    }
    switch (act.kind()) {
      case APPROVED, REJECTED -> decided(act);
      case DELEGATED -> handedOn.put(act.subject(), Objects.requireNonNull(act.delegate()));
      case TAKEN_BACK -> handedOn.remove(act.subject());
      case ESCALATED -> {
        level++;
        votes.values().removeIf(vote -> vote.stage() == stage);
      }
      case EXTENDED -> assertThat(policy.expiry()).isInstanceOf(Expiry.Extend.class);
      case EXPIRED, WITHDRAWN, VOIDED -> over = true;
    }
  }

  private ApprovalStage rule() {
    return level > 0 && policy.expiry() instanceof Expiry.Escalate escalate
        ? escalate.chain().get(level - 1).stage()
        : policy.stages().get(stage - 1);
  }

  private void decided(ApprovalAct act) {
    String holder = Objects.requireNonNull(act.holder());
    Approver as = Objects.requireNonNull(act.as());
    assertThat(List.of(holder, act.subject())).as("never who asked").doesNotContain(requester);
    assertThat(rule().seats()).as(act.explanation()).anyMatch(seat -> seat.approver().equals(as));
    assertThat(act.rule()).isEqualTo(rule().toString());
    boolean is =
        as.kind() == Approver.Kind.SUBJECT
            ? as.name().equals(holder)
            : roles.get(holder).contains(as.name());
    assertThat(is).as("%s is %s", holder, as).isTrue();
    assertThat(reaches(holder, act.subject())).as(act.explanation()).isTrue();
    boolean approves = act.kind() == ApprovalAct.Kind.APPROVED;
    votes.put(holder, new Vote(act.subject(), approves, stage));
    Set<String> people = new HashSet<>();
    votes.values().forEach(v -> assertThat(people.add(v.subject())).as("one person once").isTrue());
    if (act.status() == ConfirmStatus.APPROVED) {
      assertThat(approves && inFavour(stage) && stage == policy.stages().size()).isTrue();
      over = true;
    } else if (act.status() == ConfirmStatus.REJECTED && !policy.revisable()) {
      long against =
          votes.values().stream().filter(v -> v.stage() == stage && !v.approves()).count();
      assertThat(rule().seats().size() - against).isLessThan(rule().threshold());
      over = true;
    }
  }

  private boolean inFavour(int of) {
    ApprovalStage passed = of == stage ? rule() : policy.stages().get(of - 1);
    return votes.values().stream().filter(v -> v.stage() == of && v.approves()).count()
        >= passed.threshold();
  }

  /** True when what the first may decide came to the last. */
  private boolean reaches(String first, String last) {
    String at = first;
    for (int depth = 0; depth <= policy.delegationDepth(); depth++) {
      if (at.equals(last)) {
        return true;
      }
      at = handedOn.getOrDefault(at, "");
    }
    return false;
  }
}
