package dev.mplp.runtime.approval;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an approval has come under its policy.
 *
 * @param round from 1; each is about one content
 * @param digest of the round's content
 * @param since when the round began
 * @param stage the present one, from 0
 * @param level of the escalation of this stage, 0 before there was one
 * @param extensions of the time of this stage
 * @param rejected whether the round was rejected, and another one may follow
 * @param due until when the stage has to be decided; null for ever
 * @param remindAt when those who are asked are reminded; null for never
 * @param votes that count in this round, in the order in which their holders first decided
 * @param delegations of all rounds
 */
public record Course(
    int round,
    String digest,
    Instant since,
    int stage,
    int level,
    int extensions,
    boolean rejected,
    @Nullable Instant due,
    @Nullable Instant remindAt,
    List<Vote> votes,
    List<Delegation> delegations) {

  /** Copies the lists. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  public Course {
    votes = List.copyOf(votes);
    delegations = List.copyOf(delegations);
  }

  /** The first round. */
  public static Course begin(ApprovalPolicy policy, String digest, Instant now) {
    return new Course(
        1,
        digest,
        now,
        0,
        0,
        0,
        false,
        due(policy, 0, now),
        remindAt(policy, now),
        List.of(),
        List.of());
  }

  /**
   * Another round, from the first stage: nothing that was decided before counts, what was handed on
   * stays so. Those who did not decide the first stage in time are not asked again: its level
   * stays.
   */
  public Course nextRound(ApprovalPolicy policy, String digest, Instant now) {
    int kept = stage == 0 ? level : 0;
    return new Course(
        round + 1,
        digest,
        now,
        0,
        kept,
        0,
        false,
        due(policy, kept, now),
        remindAt(policy, now),
        List.of(),
        delegations);
  }

  /** Who decides now. */
  public ApprovalStage rule(ApprovalPolicy policy) {
    return level > 0 && policy.expiry() instanceof Expiry.Escalate escalate
        ? escalate.chain().get(level - 1).stage()
        : policy.stages().get(stage);
  }

  /** When something happens by time alone; null when nothing ever does. */
  public @Nullable Instant next() {
    if (due == null || remindAt == null) {
      return due == null ? remindAt : due;
    }
    return remindAt.isBefore(due) ? remindAt : due;
  }

  /** True when the time of the stage is over. */
  public boolean isOver(Instant now) {
    return due != null && !now.isBefore(due);
  }

  /** True when the time of the stage was over once: it was extended, or others are asked. */
  public boolean isOverdue() {
    return extensions > 0 || level > 0;
  }

  /** The votes of the present stage. */
  List<Vote> present() {
    return votes.stream().filter(vote -> vote.stage() == stage).toList();
  }

  /** The time of the stage begins anew. */
  Course nextStage(ApprovalPolicy policy, Instant now) {
    return new Course(
        round,
        digest,
        since,
        stage + 1,
        0,
        0,
        false,
        due(policy, 0, now),
        remindAt(policy, now),
        votes,
        delegations);
  }

  /** Rejected, and whoever revises that has the time of a stage for it. */
  Course rejected(ApprovalPolicy policy, Instant now) {
    return new Course(
        round,
        digest,
        since,
        stage,
        level,
        extensions,
        true,
        due(policy, level, now),
        remindAt(policy, now),
        votes,
        delegations);
  }

  /** The next level decides; what those before it decided in this stage no longer counts. */
  Course escalated(ApprovalPolicy policy, Instant now) {
    return new Course(
        round,
        digest,
        since,
        stage,
        level + 1,
        0,
        rejected,
        due(policy, level + 1, now),
        remindAt(policy, now),
        votes.stream().filter(vote -> vote.stage() != stage).toList(),
        delegations);
  }

  Course extended(Instant due) {
    return new Course(
        round,
        digest,
        since,
        stage,
        level,
        extensions + 1,
        rejected,
        due,
        remindAt,
        votes,
        delegations);
  }

  Course reminded(@Nullable Instant remindAt) {
    return new Course(
        round,
        digest,
        since,
        stage,
        level,
        extensions,
        rejected,
        due,
        remindAt,
        votes,
        delegations);
  }

  Course withVotes(List<Vote> votes) {
    return new Course(
        round,
        digest,
        since,
        stage,
        level,
        extensions,
        rejected,
        due,
        remindAt,
        votes,
        delegations);
  }

  Course withDelegations(List<Delegation> delegations) {
    return new Course(
        round,
        digest,
        since,
        stage,
        level,
        extensions,
        rejected,
        due,
        remindAt,
        votes,
        delegations);
  }

  private static @Nullable Instant due(ApprovalPolicy policy, int level, Instant now) {
    Expiry expiry = policy.expiry();
    if (expiry == null) {
      return null;
    }
    return level > 0 && expiry instanceof Expiry.Escalate escalate
        ? now.plus(escalate.chain().get(level - 1).after())
        : now.plus(expiry.after());
  }

  static @Nullable Instant remindAt(ApprovalPolicy policy, Instant now) {
    Duration every = policy.reminder();
    return every == null ? null : now.plus(every);
  }
}
