package dev.mplp.runtime.approval;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What follows from a decision. */
public sealed interface Ballot {

  /** What the decision has led to. */
  enum Verdict {
    /** More decisions are needed. */
    OPEN,
    /** The last stage is passed. */
    APPROVED,
    /** Rejected; whether for good says the policy. */
    REJECTED
  }

  /**
   * It counts.
   *
   * @param course after it
   * @param holder whose decision it is
   * @param as for which seat
   * @param rule of the stage
   * @param stage from 0
   */
  record Counted(
      Course course, Verdict verdict, String holder, Approver as, ApprovalStage rule, int stage)
      implements Ballot {}

  /** It had been decided so before. */
  record Unchanged() implements Ballot {}

  /**
   * It may not be made.
   *
   * @param reason why
   */
  record Denied(String reason) implements Ballot {}

  /** A decision of this person on the present round. */
  static Ballot cast(Matter matter, Course course, Person person, boolean approves, Instant now) {
    Entitlement entitlement = Entitlement.of(matter, course, person, now);
    if (entitlement instanceof Entitlement.Granted granted) {
      return cast(matter.policy(), course, person.subject(), granted, approves, now);
    }
    return new Denied(((Entitlement.Denied) entitlement).reason());
  }

  private static Ballot cast(
      ApprovalPolicy policy,
      Course course,
      String subject,
      Entitlement.Granted granted,
      boolean approves,
      Instant now) {
    String holder = granted.holder();
    List<Vote> votes = new ArrayList<>(course.votes());
    int place = 0;
    while (place < votes.size() && !votes.get(place).holder().equals(holder)) {
      place++;
    }
    Vote vote = new Vote(holder, subject, approves, course.stage(), granted.as(), now);
    if (place == votes.size()) {
      votes.add(vote);
    } else {
      Vote before = votes.set(place, vote);
      if (before.by().equals(subject) && before.approves() == approves) {
        return new Unchanged();
      }
    }
    Course next = course.withVotes(votes);
    ApprovalStage rule = course.rule(policy);
    Seating seating = Seating.of(rule, next.present());
    if (!seating.isComplete()) {
      return new Denied(
          "every seat that "
              + holder
              + " could fill is filled by others: it is decided by "
              + rule);
    }
    Approver as = seating.seatOf(holder).orElseThrow();
    int stage = course.stage();
    if (seating.fails()) {
      return new Counted(next.rejected(policy, now), Verdict.REJECTED, holder, as, rule, stage);
    }
    if (!seating.passes()) {
      return new Counted(next, Verdict.OPEN, holder, as, rule, stage);
    }
    boolean last = stage + 1 == policy.stages().size();
    return last
        ? new Counted(next, Verdict.APPROVED, holder, as, rule, stage)
        : new Counted(next.nextStage(policy, now), Verdict.OPEN, holder, as, rule, stage);
  }
}
