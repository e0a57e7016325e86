package dev.mplp.runtime.role;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.Assignments;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.Refusal;
import dev.mplp.runtime.event.RoleRecords;
import dev.mplp.runtime.event.RoleRecords.End;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.role.RoleChanges.Planned;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who holds which role, for a caller. */
final class AssignmentService implements Assignments {

  private final Caller caller;
  private final RoleChanges changes;
  private final RoleReader reader;
  private final GiveRole giveRole;
  private final Whereabouts whereabouts;

  AssignmentService(RoleChanges changes) {
    this.caller = changes.caller();
    this.changes = changes;
    this.reader = changes.reader();
    this.giveRole = new GiveRole(changes);
    this.whereabouts = new Whereabouts(caller.storage());
  }

  @Override
  public Assignment assign(AssignmentDraft draft) {
    caller.may(ModuleName.ROLE, "assign", draft.roleId());
    return changes.apply(
        "what " + draft.subject() + " holds",
        false,
        position -> {
          Instant now = caller.now();
          Assignment assignment =
              new Assignment(
                  AssignmentId.random(),
                  draft.subject(),
                  draft.roleId(),
                  draft.scope(),
                  draft.expiresAt() == null ? null : Times.micros(draft.expiresAt()),
                  draft.delegable(),
                  null,
                  caller.subject(),
                  now,
                  draft.reason());
          return new Planned<>(giveRole.changes(assignment, now, position), assignment);
        });
  }

  @Override
  public Assignment delegate(AssignmentId sourceId, DelegationDraft draft) {
    caller.may(ModuleName.ROLE, "delegate", sourceId);
    return changes.apply(
        "what " + draft.subject() + " holds",
        false,
        position -> {
          Instant now = caller.now();
          Assignment source = stored(sourceId);
          checkHolder(source);
          Assignment assignment =
              new Assignment(
                  AssignmentId.random(),
                  draft.subject(),
                  source.roleId(),
                  draft.scope() == null ? source.scope() : draft.scope(),
                  draft.expiresAt() == null ? null : Times.micros(draft.expiresAt()),
                  draft.delegable(),
                  sourceId,
                  caller.subject(),
                  now,
                  draft.reason());
          checkWithin(assignment, source, now);
          return new Planned<>(giveRole.changes(assignment, now, position), assignment);
        });
  }

  private void checkHolder(Assignment source) {
    if (!source.subject().equals(caller.subject())) {
      String reason = "it is that of another subject, who alone may delegate it";
      caller.denied("role.delegate", source.assignmentId(), reason);
      throw PermissionDeniedException.of(
          caller.subject(), "role.delegate", source.assignmentId().value(), reason);
    }
  }

  /** No more than the source, which must count itself. */
  private void checkWithin(Assignment delegated, Assignment source, Instant now) {
    if (delegated.subject().equals(source.subject())) {
      throw notDelegable(source, "to its own holder");
    }
    if (delegated.delegable() >= source.delegable()) {
      throw notDelegable(
          source,
          "over " + (delegated.delegable() + 1) + " hands, only over " + source.delegable());
    }
    if (delegated.expiresAt() != null
        && source.expiresAt() != null
        && delegated.expiresAt().isAfter(source.expiresAt())) {
      throw notDelegable(
          source, "until " + delegated.expiresAt() + ", since it ends at " + source.expiresAt());
    }
    if (!whereabouts.isWithin(caller.tenant(), delegated.scope(), source.scope())) {
      throw notDelegable(source, delegated.scope() + ", since it counts " + source.scope());
    }
    Optional<Refusal> refusal = refusal(source, now);
    if (refusal.isPresent()) {
      throw notDelegable(source, "as it does not count: " + refusal.get().message());
    }
  }

  /** Why the source does not count for its holder. */
  private Optional<Refusal> refusal(Assignment source, Instant now) {
    Principal holder = new Principal(caller.principal().tenant(), source.subject(), Set.of());
    Holdings holdings = Holdings.read(reader, holder, new HashMap<>());
    return holdings
        .indexOf(source.assignmentId())
        .flatMap(index -> holdings.refusal(index, () -> now));
  }

  private static ConflictException notDelegable(Assignment source, String how) {
    return new ConflictException(
        "NOT_DELEGABLE", "assignment " + source.assignmentId() + " cannot be delegated " + how);
  }

  @Override
  public void revoke(AssignmentId assignmentId, String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "the reason of a revocation must have 1 to " + LONGEST_REASON + " characters");
    }
    boolean own =
        reader
            .assignment(assignmentId)
            .filter(Assignment::isDelegated)
            .filter(found -> found.givenBy().equals(caller.subject()))
            .isPresent();
    caller.may(ModuleName.ROLE, own ? "delegate" : "unassign", assignmentId);
    changes.apply(
        "assignment " + assignmentId,
        false,
        position -> {
          Assignment gone = stored(assignmentId);
          return new Planned<>(
              EndAssignment.changes(
                  gone,
                  RoleRecords.ended(
                      gone, End.REVOKED, reason, caller.subject(), position.version()),
                  caller.now()),
              true);
        });
  }

  private Assignment stored(AssignmentId assignmentId) {
    return reader
        .assignment(assignmentId)
        .orElseThrow(() -> new NotFoundException("assignment", assignmentId.value()));
  }

  @Override
  public Assignment get(AssignmentId assignmentId) {
    caller.may(ModuleName.ROLE, "read_assignments", assignmentId);
    return stored(assignmentId);
  }

  @Override
  public Page<Assignment> list(AssignmentFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.ROLE, "read_assignments", null);
    return Listing.page(
        caller.storage(),
        caller.tenant(),
        Kinds.ASSIGNMENT,
        AssignmentDocuments.conditions(filter),
        after,
        limit,
        AssignmentDocuments::read);
  }
}
