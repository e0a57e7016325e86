package dev.mplp.runtime.event;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** What a record about a Context's shared state and goals holds. */
public final class StateRecords {

  private StateRecords() {}

  /**
   * An entry of a Context's shared state was set, or removed.
   *
   * @param version of the entry
   * @param value what it holds now; null when it was removed
   */
  public static LogEntry stateChanged(
      ContextId contextId, String name, long version, @Nullable JsonValue value) {
    return entry(RecordTypes.STATE_CHANGED, contextId, name, version, value);
  }

  /** An entry of the shared state of a Context was removed. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public static LogEntry stateRemoved(ContextId contextId, String name, long version) {
    return stateChanged(contextId, name, version, null);
  }

  /**
   * A goal of a Context was set, or removed.
   *
   * @param version of the goal
   * @param goal what it is now; null when it was removed
   */
  public static LogEntry goalChanged(
      ContextId contextId, String name, long version, @Nullable JsonValue goal) {
    return entry(RecordTypes.GOAL_CHANGED, contextId, name, version, goal);
  }

  private static LogEntry entry(
      String type, ContextId contextId, String name, long version, @Nullable JsonValue value) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("context_id", contextId.value())
            .put("name", name)
            .put("version", version);
    if (value == null) {
      body.put("removed", true);
    } else {
      body.put(ObservabilityShape.VALUE, value);
    }
    return Entries.of(type, contextId, body);
  }
}
