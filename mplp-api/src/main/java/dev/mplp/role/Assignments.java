package dev.mplp.role;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which role, where, and until when. Each change is one commit with one record of the
 * log. What one subject holds never depends on how many others hold something.
 *
 * <p>Whoever may assign can give any role to anybody, also to himself: {@code role.assign} is as
 * much as everything. Whoever delegates gives on no more than he holds.
 */
public interface Assignments {

  /** How long a subject may be that is assigned a role, in characters. */
  int LONGEST_SUBJECT = 200;

  /** How long a reason may be, in characters. */
  int LONGEST_REASON = 1_000;

  /** Over how many hands a role may be delegated. */
  int MOST_HANDS = 5;

  /** How many assignments a subject may have at once, delegated ones included. */
  int MOST_OF_A_SUBJECT = 200;

  /**
   * Gives a role to a subject.
   *
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}; {@code CONTEXT_NOT_FOUND},
   *     {@code PLAN_NOT_FOUND} and so on when what the scope names is not there
   * @throws dev.mplp.ConflictException code {@code DUTIES_CONFLICT} when the subject holds a role
   *     that excludes this one, here or anywhere else; {@code TOO_MANY} when it has {@link
   *     #MOST_OF_A_SUBJECT} already; {@code ALREADY_OVER} when it would have ended by now
   */
  Assignment assign(AssignmentDraft draft);

  /**
   * Gives on what the caller holds. It counts as long as everything before it in the chain counts:
   * when the assignment is revoked or ends, so does what was delegated from it, at once. It counts
   * where everything before it in the chain counts, too.
   *
   * @param source an assignment that the caller holds and may delegate
   * @throws dev.mplp.NotFoundException code {@code ASSIGNMENT_NOT_FOUND}; else as {@link #assign}
   *     has it
   * @throws dev.mplp.PermissionDeniedException when it is somebody else's
   * @throws dev.mplp.ConflictException code {@code NOT_DELEGABLE} when it may not be delegated over
   *     so many hands, to its own holder, for longer or for more than it counts, or does not count
   *     itself; else as {@link #assign} has it
   */
  Assignment delegate(AssignmentId source, DelegationDraft draft);

  /**
   * Takes an assignment back, for good; what was delegated from it counts no more from the same
   * moment and is removed soon after. Who delegated something may take it back with {@code
   * role.delegate}; anything else takes {@code role.unassign}.
   *
   * @param reason why, for people, 1 to {@value #LONGEST_REASON} characters
   * @throws dev.mplp.NotFoundException code {@code ASSIGNMENT_NOT_FOUND}, also when it was revoked
   *     or has expired before
   */
  void revoke(AssignmentId assignmentId, String reason);

  /**
   * An assignment.
   *
   * @throws dev.mplp.NotFoundException code {@code ASSIGNMENT_NOT_FOUND} when there is none, or no
   *     more: the log tells of those that there were
   */
  Assignment get(AssignmentId assignmentId);

  /**
   * Assignments that were not revoked, oldest first. One that expired may be among them for a
   * moment: it counts no more, and is removed by a timer.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<Assignment> list(AssignmentFilter filter, @Nullable Cursor after, int limit);
}
