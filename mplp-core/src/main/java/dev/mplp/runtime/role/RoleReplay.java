package dev.mplp.runtime.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectRef;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.event.Replay;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.LogRecord;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rebuilds the roles of a tenant from the records of its log, in their order: the roles, what ties
 * them to each other, and who holds them. For one thread.
 *
 * <p>There can be many assignments: of several parts, told apart by their ids, one is rebuilt.
 */
final class RoleReplay {

  private static final String ROLE_ID = "role_id";
  private static final String ASSIGNMENT_ID = "assignment_id";

  private final int part;
  private final int parts;
  private final Replay objects = new Replay();
  private final Map<String, List<String>> parents = new LinkedHashMap<>();
  private final Map<String, Map<String, Excluded>> exclusions = new LinkedHashMap<>();
  private final Map<String, JsonObject> assignments = new LinkedHashMap<>();
  private final Set<String> erased = new HashSet<>();
  private long position;

  RoleReplay(int part, int parts) {
    this.part = part;
    this.parts = parts;
  }

  /**
   * That two roles exclude each other.
   *
   * @param reason why
   * @param by who said so
   */
  record Excluded(String reason, String by) {}

  /** Whether this is the first of the parts. */
  boolean isFirst() {
    return part == 0;
  }

  /** Whether an assignment is in the part that is rebuilt. */
  boolean has(String assignmentId) {
    return Math.floorMod(assignmentId.hashCode(), parts) == part;
  }

  /** The next record; most are about something else. */
  void accept(LogRecord record) {
    String type = record.entry().type();
    if (type.equals(RecordTypes.IMPORTED)) {
      JsonObject body = Wire.object(record.entry().body());
      if (body.string("kind").filter(ModuleName.ROLE.wire()::equals).isPresent()) {
        role(record, body.string("id").orElse(""));
      }
    } else if (type.startsWith("role.")) {
      ofRoles(record, type, Wire.object(record.entry().body()));
    }
  }

  private void ofRoles(LogRecord record, String type, JsonObject body) {
    String roleId = body.string(ROLE_ID).orElseThrow();
    JsonValue told = body.get("position");
    position = told == null ? position : Math.max(position, told.asLong());
    switch (type) {
      case RecordTypes.ROLE_INHERITANCE -> {
        note(record, roleId);
        parents.put(roleId, texts(requireNonNull(body.get("parents"), "parents").asArray()));
      }
      case RecordTypes.ROLE_EXCLUSION -> {
        note(record, roleId);
        exclusion(roleId, body.string("other_role_id").orElseThrow(), body);
      }
      case RecordTypes.ROLE_ASSIGNED, RecordTypes.ROLE_DELEGATED -> given(record, body);
      case RecordTypes.ROLE_UNASSIGNED ->
          assignments.remove(body.string(ASSIGNMENT_ID).orElseThrow());
      default -> role(record, roleId);
    }
  }

  private void note(LogRecord record, String id) {
    if (record.erased() != null) {
      erased.add(id);
    }
  }

  private static List<String> texts(JsonArray array) {
    return array.values().stream().map(JsonValue::asString).toList();
  }

  private void role(LogRecord record, String roleId) {
    note(record, roleId);
    objects.accept(record);
    if (record.entry().type().equals(RecordTypes.purged(ModuleName.ROLE))) {
      parents.remove(roleId);
      exclusions.remove(roleId);
      exclusions.values().forEach(others -> others.remove(roleId));
    }
  }

  private void exclusion(String roleId, String otherId, JsonObject body) {
    if (requireNonNull(body.get("excluded"), "excluded").asBoolean()) {
      Excluded said =
          new Excluded(body.string("reason").orElseThrow(), body.string("by").orElseThrow());
      exclusions.computeIfAbsent(roleId, id -> new LinkedHashMap<>()).put(otherId, said);
      exclusions.computeIfAbsent(otherId, id -> new LinkedHashMap<>()).put(roleId, said);
    } else {
      exclusions.getOrDefault(roleId, new LinkedHashMap<>()).remove(otherId);
      exclusions.getOrDefault(otherId, new LinkedHashMap<>()).remove(roleId);
    }
  }

  private void given(LogRecord record, JsonObject body) {
    String id = body.string(ASSIGNMENT_ID).orElseThrow();
    if (has(id) && body.get("assignment") instanceof JsonObject assignment) {
      note(record, id);
      assignments.put(id, assignment);
    }
  }

  /** The roles, in wire form. */
  Map<ObjectRef, JsonObject> roles() {
    return objects.objects();
  }

  /** What a role inherits from. */
  List<String> parents(String roleId) {
    return parents.getOrDefault(roleId, List.of());
  }

  /** What a role excludes. */
  Map<String, Excluded> exclusions(String roleId) {
    return exclusions.getOrDefault(roleId, Map.of());
  }

  /** The roles that inherit or exclude. */
  Set<String> tied() {
    Set<String> tied = new HashSet<>();
    parents.forEach((id, all) -> add(tied, id, all.isEmpty()));
    exclusions.forEach((id, all) -> add(tied, id, all.isEmpty()));
    return tied;
  }

  private static void add(Set<String> ids, String id, boolean isEmpty) {
    if (!isEmpty) {
      ids.add(id);
    }
  }

  /** The assignments of the part, as they are stored. */
  Map<String, JsonObject> assignments() {
    return assignments;
  }

  /** Roles and assignments of which a record was given another body, so that it tells nothing. */
  Set<String> erased() {
    return erased;
  }

  /** The last position that a record tells of. */
  long position() {
    return position;
  }
}
