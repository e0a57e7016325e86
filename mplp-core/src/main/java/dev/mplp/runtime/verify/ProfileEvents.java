package dev.mplp.runtime.verify;

import dev.mplp.context.Verification.Finding;
import dev.mplp.event.EventRecord;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.event.SaEvent;
import dev.mplp.event.SaEventType;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Wire;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the log tells of each run and session what the profiles demand. What was imported has no
 * history here and is not asked for any.
 */
final class ProfileEvents {

  /** What a run that began has, and one that ended. */
  private static final Set<SaEventType> RUN_BEGAN =
      EnumSet.of(SaEventType.INITIALIZED, SaEventType.CONTEXT_LOADED, SaEventType.PLAN_EVALUATED);

  private static final Set<SaEventType> RUN_ENDED =
      EnumSet.of(SaEventType.TRACE_EMITTED, SaEventType.COMPLETED);

  private static final Set<MapEventType> SESSION_BEGAN =
      EnumSet.of(MapEventType.SESSION_STARTED, MapEventType.ROLES_ASSIGNED);

  private static final Set<MapEventType> TURNS =
      EnumSet.of(MapEventType.TURN_DISPATCHED, MapEventType.TURN_COMPLETED);

  /** What a run leaves, and an event of a session, which is kept. */
  private static final int OF_RUN = 100;

  private static final int OF_EVENT = 500;

  private final Map<String, Set<SaEventType>> runs = new LinkedHashMap<>();
  private final Map<String, Set<MapEventType>> sessions = new LinkedHashMap<>();
  private final List<JsonObject> told = new ArrayList<>();
  private final Slice slice;
  private final Map<String, Integer> ofSession = new HashMap<>();
  private int largest;

  /**
   * Of some runs and sessions.
   *
   * @param slice by their identifiers
   */
  ProfileEvents(Slice slice) {
    this.slice = slice;
  }

  /** How many bytes the events take that are held, beside those of the largest session; about. */
  long bytes() {
    return (long) OF_RUN * runs.size() + (long) OF_EVENT * (told.size() - largest);
  }

  /** The next record. */
  void accept(EventRecord record) {
    for (SaEvent event : record.sa()) {
      if (!slice.has(event.saId())) {
        continue;
      }
      runs.computeIfAbsent(event.saId(), id -> EnumSet.noneOf(SaEventType.class))
          .add(event.eventType());
    }
    for (MapEvent event : record.map()) {
      if (!slice.has(event.sessionId())) {
        continue;
      }
      largest = Math.max(largest, ofSession.merge(event.sessionId(), 1, Integer::sum));
      sessions
          .computeIfAbsent(event.sessionId(), id -> EnumSet.noneOf(MapEventType.class))
          .add(event.eventType());
      told.add(Wire.json(Shapes.MAP_EVENT, event));
    }
  }

  /** The events of sessions, for the invariants about them. */
  List<JsonObject> ofSessions() {
    return told;
  }

  /** What is missing: a session of which nobody recorded a turn is told as a warning. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    runs.forEach((id, seen) -> run(id, seen, findings));
    sessions.forEach((id, seen) -> session(id, seen, findings));
    return findings;
  }

  private static void run(String id, Set<SaEventType> seen, List<Finding> findings) {
    boolean began = seen.contains(SaEventType.STEP_STARTED);
    for (Set<SaEventType> together : List.of(RUN_BEGAN, RUN_ENDED)) {
      boolean due =
          together.stream().anyMatch(seen::contains) || (began && together.equals(RUN_BEGAN));
      for (SaEventType type : together) {
        if (due && !seen.contains(type)) {
          findings.add(missing("trace " + id, type.wire(), true));
        }
      }
    }
  }

  private static void session(String id, Set<MapEventType> seen, List<Finding> findings) {
    boolean isOver = seen.contains(MapEventType.SESSION_COMPLETED);
    if (!seen.contains(MapEventType.SESSION_STARTED)) {
      return; // cancelled before it began, or imported
    }
    for (MapEventType type : SESSION_BEGAN) {
      if (!seen.contains(type)) {
        findings.add(missing("collab " + id, type.wire(), true));
      }
    }
    for (MapEventType type : TURNS) {
      if (isOver && !seen.contains(type)) {
        findings.add(missing("collab " + id, type.wire(), false));
      }
    }
  }

  private static Finding missing(String object, String type, boolean isError) {
    return new Finding("profile", object, "the log has no " + type, isError);
  }
}
