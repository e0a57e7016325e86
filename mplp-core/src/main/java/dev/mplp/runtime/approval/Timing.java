package dev.mplp.runtime.approval;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.Expiry;
import java.time.Instant;

/** What follows from time alone, and from escalating before it is time. */
public sealed interface Timing {

  /** Nothing is due. */
  record Early() implements Timing {}

  /**
   * Those who are asked are reminded.
   *
   * @param course after it
   */
  record Reminded(Course course) implements Timing {}

  /**
   * The time was extended.
   *
   * @param course after it
   */
  record Extended(Course course) implements Timing {}

  /**
   * Others decide now.
   *
   * @param course after it
   */
  record Escalated(Course course) implements Timing {}

  /** It is rejected for good. */
  record Expired() implements Timing {}

  /** What is due first; there may be more. */
  static Timing pass(ApprovalPolicy policy, Course course, Instant now) {
    Instant due = course.due();
    if (due != null && course.isOver(now)) {
      return over(policy, course, due, now);
    }
    Instant remind = course.remindAt();
    return remind != null && !now.isBefore(remind)
        ? new Reminded(course.reminded(Course.remindAt(policy, now)))
        : new Early();
  }

  private static Timing over(ApprovalPolicy policy, Course course, Instant due, Instant now) {
    if (course.rejected()) {
      return new Expired();
    }
    Expiry expiry = policy.expiry();
    if (expiry instanceof Expiry.Extend extend && course.extensions() < extend.times()) {
      // from the end of the former time: a process that was late gives nobody more of it
      return new Extended(course.extended(due.plus(extend.by())));
    }
    if (expiry instanceof Expiry.Escalate) {
      Timing escalated = escalate(policy, course, now);
      return escalated instanceof Escalated ? escalated : new Expired();
    }
    return new Expired();
  }

  /** The next level, if there is one; else it is too early for anything. */
  static Timing escalate(ApprovalPolicy policy, Course course, Instant now) {
    return policy.expiry() instanceof Expiry.Escalate escalate
            && course.level() < escalate.chain().size()
        ? new Escalated(course.escalated(policy, now))
        : new Early();
  }
}
