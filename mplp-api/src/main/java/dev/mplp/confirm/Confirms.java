package dev.mplp.confirm;

import dev.mplp.event.Watch;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Approvals. A gate (before a plan, before a step, or asked by a handler) opens only with an
 * approval of exactly the content it is about: the digest of the round that was approved is
 * compared with the content in the very commit that opens the gate.
 *
 * <p>Who may decide, and how much of them is enough, is said by an {@link ApprovalPolicy}. Deciding
 * goes by the storage's clock: what is due is over, whether or not a timer has looked at it yet.
 *
 * <p>{@link ConfirmStatus} tells which status follows which, and by what.
 */
public interface Confirms {

  /**
   * Asks for an approval of something that the caller does itself once it has it: the caller waits
   * for it with {@link #get} or a watch of the log, and uses it up with {@link #consume}. A policy
   * that is attached to the Plan or Context that it is about goes before that of the request. Who
   * asks for an object may read it.
   *
   * @return the Confirm that was made, which is pending
   * @throws dev.mplp.NotFoundException when the object or the Context is not there
   * @throws dev.mplp.ConflictException code {@code CONTEXT_NOT_ACTIVE} when the Context is closed
   *     or archived
   * @throws IllegalArgumentException when an approval of nothing is asked for, or the request shows
   *     more than 256 KiB
   */
  Approval request(ApprovalSubject subject, ApprovalRequest request);

  /**
   * Uses an approval up that was asked for with {@link #request}: once, and only for exactly what
   * was approved. When it returns, nobody else can use it, and the caller does what was approved;
   * within a transaction of the host ({@code mplp.over}), both happen or neither does. An object
   * notes the Confirm, as {@code governance.lastConfirmRef} or, for a Plan, beside it.
   *
   * @throws dev.mplp.IllegalTransitionException when it is not approved, or was used up before
   * @throws ContentChangedException when the object has changed since it was approved: the approval
   *     is void, ask anew
   * @throws dev.mplp.ConflictException code {@code NOT_OF_HOST} when it is of a gate of an
   *     execution, {@code LOCKED} when the object is locked and would have to note the Confirm,
   *     {@code ARCHIVED} when it was put away
   * @throws dev.mplp.NotFoundException code {@code CONFIRM_NOT_FOUND}, or when the object is gone
   */
  Approval consume(ConfirmId confirmId);

  /**
   * The Confirm and what belongs to it.
   *
   * @throws dev.mplp.NotFoundException code {@code CONFIRM_NOT_FOUND}
   */
  Approval get(ConfirmId confirmId);

  /**
   * The Confirm in wire form with its version, which every act makes greater.
   *
   * @throws dev.mplp.NotFoundException code {@code CONFIRM_NOT_FOUND}
   */
  Versioned<Confirm> read(ConfirmId confirmId);

  /**
   * What a round was about, as it was when somebody decided on it: {@link ApprovalAct#digest()} is
   * made of it.
   *
   * @param round from 1
   * @return empty when there was no such round, nobody decided in it, or a plan's content is larger
   *     than 256 KiB: then the digest alone is kept
   * @throws dev.mplp.NotFoundException code {@code CONFIRM_NOT_FOUND}
   */
  Optional<JsonObject> content(ConfirmId confirmId, int round);

  /**
   * What waits for a decision of the caller: by subject, by one of the roles that the caller holds
   * there, by assignment or as the host says, or delegated by somebody, oldest first; not what the
   * caller asked for or has decided on. Costs one read of a page for the subject and for each role,
   * however large the plans and the inbox are.
   *
   * @param after null for the first page
   * @param limit 1 to 100; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   * @throws dev.mplp.ConflictException code {@code TOO_MANY_ROLES} when the caller holds more than
   *     1,000 roles
   */
  Page<ApprovalSummary> inbox(@Nullable Cursor after, int limit);

  /** How much waits for a decision of the caller. */
  InboxCount inboxCount();

  /**
   * Confirms, decided ones too, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<ConfirmSummary> list(ConfirmFilter filter, @Nullable Cursor after, int limit);

  /**
   * Puts a Confirm away that nothing hangs on any more: it was withdrawn, voided or decided, and an
   * approval was used up, or what it would have opened is over for good. Lists leave it out unless
   * asked for it; acts and contents stay. Nothing happens when it is archived.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER}; {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code CONFIRM_NOT_FOUND}
   */
  void archive(ConfirmId confirmId);

  /**
   * What was done, oldest first: who approved what, seeing which content, under which rule,
   * delegated by whom.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<ApprovalAct> acts(ActFilter filter, @Nullable Cursor after, int limit);

  /**
   * Approves what the present round is about: for a seat of the caller's own where there is one,
   * else for who delegated to the caller. The latest decision for a seat counts; deciding again as
   * before changes nothing. Where the policy lets a rejection be revised, approving what was
   * rejected begins another round.
   *
   * @param digest the digest of the content that the caller looked at, from {@link
   *     Approval#digest()}: an approval of something else is refused with {@code CONTENT_CHANGED}
   * @param reason null for none
   * @throws dev.mplp.PermissionDeniedException when the caller may not decide: is not asked now,
   *     asked for it, or has counted in another seat
   * @throws dev.mplp.IllegalTransitionException when it was decided, withdrawn or consumed before,
   *     or its time is over
   * @throws ContentChangedException when the content is not what {@code digest} stands for: a new
   *     round has begun
   */
  Approval approve(ConfirmId confirmId, String digest, @Nullable String reason);

  /**
   * Rejects it. It is rejected as a whole once those who have not rejected could not pass the stage
   * any more.
   *
   * @param reason why, not blank
   * @throws dev.mplp.PermissionDeniedException as {@link #approve}
   * @throws dev.mplp.IllegalTransitionException as {@link #approve}
   */
  Approval reject(ConfirmId confirmId, String reason);

  /** Withdraws a request that is not decided; only who asked may. */
  Approval cancel(ConfirmId confirmId, @Nullable String reason);

  /**
   * Hands on what the caller may decide, and what was handed on to the caller as far as the policy
   * goes. The caller may still decide; the latest decision counts. What the caller handed on before
   * is taken back.
   *
   * @param to the subject who may decide in place of the caller; neither who asked nor somebody
   *     through whose hands it came
   * @param until when it ends by itself; null when it does not
   * @param reason why; null for none
   * @throws dev.mplp.PermissionDeniedException when the caller may not decide, the policy lets
   *     nobody delegate (any further), or {@code to} may not decide
   */
  Approval delegate(
      ConfirmId confirmId, String to, @Nullable Instant until, @Nullable String reason);

  /**
   * Takes back what the caller handed on, and what others handed on of it. Decisions that were made
   * stand.
   *
   * @throws dev.mplp.PermissionDeniedException when the caller handed nothing on
   */
  Approval takeBack(ConfirmId confirmId);

  /**
   * Asks the next level of the policy's escalation now; who asked and who may decide may do so.
   *
   * @param reason why, not blank
   * @throws dev.mplp.PermissionDeniedException when the caller is neither
   * @throws dev.mplp.IllegalTransitionException when there is no further level, or it is decided
   */
  Approval escalate(ConfirmId confirmId, String reason);

  /**
   * Removes a Confirm that is decided or withdrawn, for good, with its acts and the contents of its
   * rounds. The log keeps its records, and one of the removal. A step that is resumed asks anew.
   *
   * @throws dev.mplp.NotFoundException code {@code CONFIRM_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} while it can be decided, or the
   *     execution whose gate it opens has not ended; {@code LOCKED}
   */
  void purge(ConfirmId confirmId);

  /**
   * Follows what happens to a Confirm.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code CONFIRM_NOT_FOUND}
   */
  Watch watch(ConfirmId confirmId, long after);

  /** The policies that are attached to plans, steps, roles and Contexts. */
  ApprovalPolicies policies();
}
