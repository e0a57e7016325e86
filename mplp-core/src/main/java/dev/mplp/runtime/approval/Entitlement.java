package dev.mplp.runtime.approval;

import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Seat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether somebody may decide in the present stage, and whose decision it is. */
public sealed interface Entitlement {

  /**
   * They may.
   *
   * @param holder whose decision it is
   * @param as the approvers of the stage that the holder is
   */
  record Granted(String holder, List<Approver> as) implements Entitlement {
    /** Copies the list. */
    public Granted {
      as = List.copyOf(as);
    }
  }

  /**
   * They may not.
   *
   * @param reason why, beginning with their name
   */
  record Denied(String reason) implements Entitlement {}

  /** That of this person, now. */
  static Entitlement of(Matter matter, Course course, Person person, Instant now) {
    String subject = person.subject();
    if (subject.equals(matter.requestedBy())) {
      return new Denied(subject + " asked for it and cannot decide it");
    }
    ApprovalStage rule = course.rule(matter.policy());
    Optional<Vote> counted =
        course.votes().stream().filter(vote -> vote.concerns(subject)).findFirst();
    if (counted.isPresent() && counted.get().stage() != course.stage()) {
      return new Denied(
          subject + " has counted in stage " + (counted.get().stage() + 1) + " of this round");
    }
    boolean forAnother = counted.isPresent() && !counted.get().holder().equals(subject);
    List<Approver> own = matching(rule, person);
    if (!own.isEmpty() && !forAnother) {
      return new Granted(subject, own);
    }
    return forOthers(matter, course, person, now);
  }

  private static Entitlement forOthers(Matter matter, Course course, Person person, Instant now) {
    String subject = person.subject();
    ApprovalStage rule = course.rule(matter.policy());
    String reason = subject + " is not asked: it is decided by " + rule;
    for (Delegation delegation : course.delegations()) {
      if (!delegation.to().equals(subject)) {
        continue;
      }
      List<Approver> as = among(rule, delegation.as());
      List<Approver> standing = among(rule, delegation.standing(person.assigned()));
      String holder = delegation.holder();
      Optional<Vote> made =
          course.votes().stream().filter(vote -> vote.concerns(holder)).findFirst();
      Optional<Vote> mine =
          course.votes().stream().filter(vote -> vote.by().equals(subject)).findFirst();
      if (mine.isPresent() && !mine.get().holder().equals(holder)) {
        reason = subject + " has decided for " + mine.get().holder() + " in this round";
      } else if (!delegation.holds(now)) {
        reason = "the delegation by " + holder + " to " + subject + " has ended";
      } else if (made.isPresent() && !made.get().by().equals(subject)) {
        reason = holder + " has counted in this round already, decided by " + made.get().by();
      } else if (!standing.isEmpty()) {
        return new Granted(holder, standing);
      } else if (!as.isEmpty()) {
        reason = holder + ", who delegated to " + subject + ", is no longer " + as.get(0);
      }
    }
    return new Denied(reason);
  }

  /** The approvers of a stage that somebody is. */
  static List<Approver> matching(ApprovalStage stage, Person person) {
    return stage.seats().stream().map(Seat::approver).filter(person::is).distinct().toList();
  }

  private static List<Approver> among(ApprovalStage stage, Collection<Approver> approvers) {
    List<Approver> of = new ArrayList<>();
    for (Seat seat : stage.seats()) {
      if (approvers.contains(seat.approver()) && !of.contains(seat.approver())) {
        of.add(seat.approver());
      }
    }
    return of;
  }
}
