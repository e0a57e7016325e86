package dev.mplp.runtime.confirm;

import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmDecision;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.Standing;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.approval.Seating;
import dev.mplp.runtime.approval.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Approvals as a caller sees them. */
final class Views {

  private Views() {}

  static Approval of(Confirm confirm, ApprovalRecord record, JsonObject content) {
    return new Approval(
        confirm,
        record.policy(),
        record.requestedBy(),
        record.digest(),
        content,
        record.round(),
        record.consumedAt() != null,
        record.decidedBy(),
        standing(confirm, record));
  }

  /** What is decided on: what is there now, be it that whoever decides begins another round. */
  static Approval now(Confirm confirm, ApprovalRecord record, JsonObject content, Instant now) {
    String digest = Digest.of(content);
    boolean same = digest.equals(record.digest());
    return of(
        confirm,
        same ? record : record.with(record.course().nextRound(record.policy(), digest, now)),
        content);
  }

  private static Standing standing(Confirm confirm, ApprovalRecord record) {
    if (record.open()) {
      return waiting(record.policy(), record.course());
    }
    return switch (confirm.status()) {
      case APPROVED ->
          new Standing.Approved(
              record.course().votes().stream().filter(Vote::approves).map(Views::name).toList(),
              record.policy().rule(),
              record.consumedAt() != null);
      case REJECTED ->
          new Standing.Rejected(
              Objects.requireNonNullElse(record.decidedBy(), "system"), lastReason(confirm));
      case PENDING, CANCELLED -> new Standing.Cancelled();
    };
  }

  private static Standing waiting(ApprovalPolicy policy, Course course) {
    ApprovalStage rule = course.rule(policy);
    List<Vote> present =
        course.votes().stream().filter(vote -> vote.stage() == course.stage()).toList();
    return new Standing.Waiting(
        rule,
        course.stage() + 1,
        policy.stages().size(),
        course.level(),
        Seating.of(rule, present).count(),
        rule.threshold(),
        course.due(),
        course.rejected());
  }

  private static String name(Vote vote) {
    return vote.by().equals(vote.holder()) ? vote.by() : vote.by() + " for " + vote.holder();
  }

  private static String lastReason(Confirm confirm) {
    List<ConfirmDecision> decisions = confirm.decisions();
    if (confirm.status() != ConfirmStatus.REJECTED || decisions == null || decisions.isEmpty()) {
      return "no reason is known";
    }
    return Objects.requireNonNullElse(
        decisions.get(decisions.size() - 1).reason(), "no reason is known");
  }
}
