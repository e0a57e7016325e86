package dev.mplp.runtime.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.model.JsonString;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Principal;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.Assignments;
import dev.mplp.role.Scope;
import dev.mplp.runtime.event.RoleRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.DocumentKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commit by which a subject comes to hold a role, assigned or delegated. */
final class GiveRole {

  private final Caller caller;
  private final RoleReader reader;

  GiveRole(RoleChanges changes) {
    this.caller = changes.caller();
    this.reader = changes.reader();
  }

  List<Change> changes(Assignment given, Instant now, RolePosition position) {
    if (reader.role(given.roleId()).isEmpty()) {
      throw new NotFoundException("role", given.roleId().value());
    }
    if (given.scope() instanceof Scope.InContext in) {
      checkThere(ModuleName.CONTEXT, in.contextId().value());
    } else if (given.scope() instanceof Scope.OnObject on) {
      checkThere(requireNonNull(on.module(), "module"), on.id());
    }
    if (given.isExpired(now)) {
      throw new ConflictException(
          "ALREADY_OVER",
          "an assignment until " + given.expiresAt() + " would have ended: it is " + now);
    }
    checkHoldings(given, now);
    List<Change> done = new ArrayList<>();
    done.add(AssignmentDocuments.create(given));
    done.add(
        new Change.AppendLog(
            RoleRecords.given(given, AssignmentDocuments.json(given), position.version())));
    if (given.expiresAt() != null) {
      done.add(
          new Change.PutTimer(
              Kinds.TIMER_ASSIGNMENT,
              given.assignmentId().value(),
              given.expiresAt(),
              Wire.bytes(new JsonString(given.assignmentId().value()))));
    }
    return done;
  }

  private void checkThere(ModuleName module, String id) {
    DocumentKey key = new DocumentKey(caller.tenant(), module.wire(), id);
    if (caller.storage().get(key).isEmpty()) {
      throw new NotFoundException(module.wire(), id);
    }
  }

  private void checkHoldings(Assignment given, Instant now) {
    Principal subject = new Principal(caller.principal().tenant(), given.subject(), Set.of());
    Map<RoleId, Closure> known = new HashMap<>();
    Holdings holdings = Holdings.read(reader, subject, known);
    if (holdings.held().size() >= Assignments.MOST_OF_A_SUBJECT) {
      throw new ConflictException(
          "TOO_MANY",
          given.subject()
              + " has "
              + Assignments.MOST_OF_A_SUBJECT
              + " assignments already; revoke some, or give a role that inherits from several");
    }
    Closure role = reader.closure(given.roleId(), known);
    Optional<Closure.Clash> clash = holdings.clash(role, () -> now);
    if (clash.isPresent()) {
      throw new ConflictException(
          "DUTIES_CONFLICT",
          given.subject()
              + " would hold \""
              + clash.get().role()
              + "\" and \""
              + clash.get().other()
              + "\", which exclude each other: "
              + clash.get().reason());
    }
  }
}
