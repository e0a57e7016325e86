package dev.mplp.runtime.role;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.Scope;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How assignments are stored: a document each, which never changes. */
final class AssignmentDocuments {

  private static final String SUBJECT = "subject";
  private static final String ROLE = "role_id";
  private static final String SOURCE = "source";
  private static final String GIVEN_BY = "given_by";

  private AssignmentDocuments() {}

  static Change create(Assignment assignment) {
    return new Change.PutDocument(
        Kinds.ASSIGNMENT,
        assignment.assignmentId().value(),
        0,
        Wire.bytes(json(assignment)),
        index(assignment));
  }

  /** What it is found by. */
  static Map<String, String> index(Assignment assignment) {
    Map<String, String> index = new HashMap<>();
    index.put(SUBJECT, assignment.subject());
    index.put(ROLE, assignment.roleId().value());
    index.put(GIVEN_BY, assignment.givenBy());
    if (assignment.source() != null) {
      index.put(SOURCE, assignment.source().value());
    }
    return index;
  }

  static Change delete(Assignment assignment) {
    return new Change.DeleteDocument(Kinds.ASSIGNMENT, assignment.assignmentId().value(), 1);
  }

  /** What the documents must have that the filter asks for. */
  static Map<String, String> conditions(AssignmentFilter filter) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put(SUBJECT, filter.subject());
    where.put(ROLE, filter.roleId() == null ? null : filter.roleId().value());
    where.put(SOURCE, filter.source() == null ? null : filter.source().value());
    where.put(GIVEN_BY, filter.givenBy());
    return Listing.conditions(where);
  }

  static JsonObject json(Assignment assignment) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("assignment_id", assignment.assignmentId().value())
            .put(SUBJECT, assignment.subject())
            .put(ROLE, assignment.roleId().value())
            .putIfPresent("expires_at", Times.text(assignment.expiresAt()))
            .put("delegable", assignment.delegable())
            .putIfPresent(SOURCE, assignment.source() == null ? null : assignment.source().value())
            .put(GIVEN_BY, assignment.givenBy())
            .put("given_at", assignment.givenAt().toString())
            .putIfPresent("reason", assignment.reason());
    if (assignment.scope() instanceof Scope.InContext in) {
      json.put("context_id", in.contextId().value());
    } else if (assignment.scope() instanceof Scope.OnObject on) {
      json.put("object_id", on.id());
      if (on.module() != null) {
        json.put("object_module", on.module().wire());
      }
    }
    return json.build();
  }

  static Assignment read(Document document) {
    return read(Wire.object(document.body()));
  }

  /** The assignment of this JSON form, also as a record of the log tells it. */
  static Assignment read(JsonObject json) {
    return new Assignment(
        AssignmentId.of(text(json, "assignment_id")),
        text(json, SUBJECT),
        RoleId.of(text(json, ROLE)),
        scope(json),
        Times.instant(json, "expires_at"),
        (int) Objects.requireNonNull(json.get("delegable"), "delegable").asLong(),
        json.string(SOURCE).map(AssignmentId::of).orElse(null),
        text(json, GIVEN_BY),
        Instant.parse(text(json, "given_at")),
        json.string("reason").orElse(null));
  }

  private static Scope scope(JsonObject json) {
    return json.string("context_id")
        .map(ContextId::of)
        .map(Scope::context)
        .or(() -> json.string("object_id").map(id -> new Scope.OnObject(module(json), id)))
        .orElseGet(Scope::everywhere);
  }

  /** Null in what was stored before scopes named it: an id alone tells nothing. */
  private static @Nullable ModuleName module(JsonObject json) {
    return json.string("object_module").map(ModuleName::of).orElse(null);
  }

  private static String text(JsonObject json, String name) {
    return json.string(name).orElseThrow(() -> new IllegalStateException("no " + name));
  }
}
