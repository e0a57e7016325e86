package dev.mplp.runtime.event;

import dev.mplp.model.JsonObject;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.Exclusion;
import dev.mplp.spi.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What records of inheritance, exclusions and assignments hold. Each tells its position: how many
 * changes of roles and assignments the tenant had with it.
 */
public final class RoleRecords {

  /** Why a subject holds a role no more. */
  public enum End {
    /** Somebody took it back. */
    REVOKED("revoked"),
    /** Its time is over. */
    EXPIRED("expired"),
    /** What it was delegated from is gone. */
    SOURCE_GONE("source_gone");

    private final String text;

    End(String text) {
      this.text = text;
    }
  }

  private RoleRecords() {}

  /**
   * A role inherits from another one, or no more.
   *
   * @param parents all that it inherits from now
   */
  public static LogEntry inheritance(
      RoleId roleId, RoleId from, List<RoleId> parents, String by, long position) {
    return of(
        RecordTypes.ROLE_INHERITANCE,
        Bodies.builder()
            .put("role_id", roleId.value())
            .put("from_role_id", from.value())
            .put("inherits", parents.contains(from))
            .put("parents", parents.stream().map(RoleId::value).toList())
            .put("by", Bodies.clean(by)),
        position);
  }

  /**
   * Two roles exclude each other, or no more.
   *
   * @param excluded whether they do now
   * @param by who said so now
   */
  public static LogEntry exclusion(
      Exclusion exclusion, boolean excluded, String by, long position) {
    return of(
        RecordTypes.ROLE_EXCLUSION,
        Bodies.builder()
            .put("role_id", exclusion.role().value())
            .put("other_role_id", exclusion.other().value())
            .put("excluded", excluded)
            .put("reason", Bodies.clean(exclusion.reason()))
            .put("by", Bodies.clean(by)),
        position);
  }

  /**
   * A role was assigned or delegated.
   *
   * @param json the assignment as it is stored
   */
  public static LogEntry given(Assignment assignment, JsonObject json, long position) {
    return of(
        assignment.isDelegated() ? RecordTypes.ROLE_DELEGATED : RecordTypes.ROLE_ASSIGNED,
        about(assignment).put("assignment", json).put("by", Bodies.clean(assignment.givenBy())),
        position);
  }

  /**
   * An assignment is gone.
   *
   * @param by who or what did it
   */
  public static LogEntry ended(
      Assignment assignment, End end, String reason, String by, long position) {
    return of(
        RecordTypes.ROLE_UNASSIGNED,
        about(assignment)
            .put("cause", end.text)
            .put("reason", Bodies.clean(reason))
            .put("by", Bodies.clean(by)),
        position);
  }

  /**
   * Something was denied.
   *
   * @param object what it would have been done to last; null for none
   * @param count how often since the last record of it
   * @param others how many other denials of the tenant are in no record
   */
  public static LogEntry denied(
      String subject,
      String capability,
      @Nullable String object,
      String reason,
      long count,
      long others) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("subject", subject)
            .put("capability", capability)
            .putIfPresent("object_id", object)
            .put("reason", reason)
            .put("count", count);
    if (others > 0) {
      body.put("others", others);
    }
    return LogEntry.of(RecordTypes.ACT_DENIED, null, Bodies.bytes(body.build()));
  }

  private static JsonObject.Builder about(Assignment assignment) {
    return Bodies.builder()
        .put("role_id", assignment.roleId().value())
        .put("assignment_id", assignment.assignmentId().value())
        .put("subject", Bodies.clean(assignment.subject()));
  }

  private static LogEntry of(String type, JsonObject.Builder body, long position) {
    return LogEntry.of(type, null, Bodies.bytes(body.put("position", position).build()));
  }
}
