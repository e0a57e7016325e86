package dev.mplp.confirm;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which an approval is given. Begin with one of the factories and add what else is
 * wanted:
 *
 * <pre>{@code
 * ApprovalPolicy.anyOf(2, Approver.role("risk"), Approver.role("risk"), Approver.subject("ada"))
 *     .expiring(Expiry.escalateAfter(Duration.ofDays(2), Approver.role("director")))
 *     .reminding(Duration.ofHours(8))
 *     .delegable(1)
 * }</pre>
 *
 * <p>Two things hold under every policy and cannot be switched off: nobody decides what they asked
 * for, not even for somebody else; and one person counts once in a round, in however many roles and
 * for however many others they could act.
 *
 * @param stages one after the other, 1 to {@value #MOST_STAGES}
 * @param expiry what happens when a stage is not decided in time; null when it waits for ever
 * @param reminder how often those who are asked are reminded; null for never
 * @param delegationDepth how often a decision may be handed on, 0 to {@value #DEEPEST}: 1 lets
 *     those who are asked delegate, 2 lets their delegates too
 * @param revisable whether a rejection may be followed by another round; a rejection by expiry is
 *     final all the same
 */
public record ApprovalPolicy(
    List<ApprovalStage> stages,
    @Nullable Expiry expiry,
    @Nullable Duration reminder,
    int delegationDepth,
    boolean revisable) {

  /** The most stages. */
  public static final int MOST_STAGES = 10;

  /** The greatest delegation depth. */
  public static final int DEEPEST = 5;

  private static final Duration LEAST_REMINDER = Duration.ofMinutes(1);

  /** Copies the list; refuses what nobody could ever pass. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  public ApprovalPolicy {
    stages = List.copyOf(stages);
    if (stages.isEmpty() || stages.size() > MOST_STAGES) {
      throw new IllegalArgumentException(
          "a policy has 1 to " + MOST_STAGES + " stages, but this one has " + stages.size());
    }
    checkSequence(stages);
    if (reminder != null
        && (reminder.compareTo(LEAST_REMINDER) < 0 || reminder.compareTo(Expiry.LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "reminders come every minute at most, and every ten years at least, not every "
              + reminder);
    }
    if (delegationDepth < 0 || delegationDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "the delegation depth must be 0 to " + DEEPEST + " but is " + delegationDepth);
    }
  }

  /** One person cannot be needed twice. */
  private static void checkSequence(List<ApprovalStage> stages) {
    Set<Approver> needed = new HashSet<>();
    for (ApprovalStage stage : stages) {
      int all = stage.weight();
      for (Seat seat : stage.seats()) {
        boolean indispensable = all - seat.weight() < stage.threshold();
        if (indispensable
            && seat.approver().kind() == Approver.Kind.SUBJECT
            && !needed.add(seat.approver())) {
          throw new IllegalArgumentException(
              seat.approver() + " is needed in two stages, but one person counts once");
        }
      }
    }
  }

  private static ApprovalPolicy of(ApprovalStage... stages) {
    return new ApprovalPolicy(Arrays.asList(stages), null, null, 0, false);
  }

  /** One approver decides. */
  public static ApprovalPolicy single(Approver approver) {
    return of(ApprovalStage.anyOf(1, approver));
  }

  /** All of them decide, in any order. */
  public static ApprovalPolicy all(Approver... approvers) {
    return of(ApprovalStage.all(approvers));
  }

  /** Any {@code k} of them decide. */
  public static ApprovalPolicy anyOf(int k, Approver... approvers) {
    return of(ApprovalStage.anyOf(k, approvers));
  }

  /** {@code count} people with the role decide. */
  public static ApprovalPolicy people(int count, String role) {
    return of(ApprovalStage.people(count, role));
  }

  /** Those who approve must count this much together. */
  public static ApprovalPolicy weighted(int threshold, Seat... seats) {
    return of(new ApprovalStage(Arrays.asList(seats), threshold));
  }

  /** One approver after the other. */
  public static ApprovalPolicy sequential(Approver... approvers) {
    return of(
        Arrays.stream(approvers).map(a -> ApprovalStage.anyOf(1, a)).toArray(ApprovalStage[]::new));
  }

  /** One stage after the other. */
  public static ApprovalPolicy staged(ApprovalStage... stages) {
    return of(stages);
  }

  /** The same policy with this expiry. */
  public ApprovalPolicy expiring(Expiry expiry) {
    return new ApprovalPolicy(stages, expiry, reminder, delegationDepth, revisable);
  }

  /** The same policy with a reminder each time so much time has passed, one minute at least. */
  public ApprovalPolicy reminding(Duration every) {
    return new ApprovalPolicy(stages, expiry, every, delegationDepth, revisable);
  }

  /** The same policy with decisions that may be handed on so often. */
  public ApprovalPolicy delegable(int depth) {
    return new ApprovalPolicy(stages, expiry, reminder, depth, revisable);
  }

  /** The same policy with rejections that another round may follow. */
  public ApprovalPolicy revisableRejection() {
    return new ApprovalPolicy(stages, expiry, reminder, delegationDepth, true);
  }

  /** The rule in words, such as {@code role manager, then 2 of 2 (ada, role risk)}. */
  public String rule() {
    return stages.stream().map(ApprovalStage::toString).collect(Collectors.joining(", then "));
  }
}
