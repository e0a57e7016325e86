package dev.mplp.runtime.event;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.spi.Change;
import dev.mplp.spi.Change.AppendLog;
import dev.mplp.spi.Change.PutDocument;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Makes the log tell what a change set stores of plans and traces beside what its records are
 * about: a run that begins moves its plan and creates a Trace, and {@link Replay} must know both.
 * Only heads are told, which are small: never steps, never segments.
 */
public final class Told {

  private static final String PLAN = ModuleName.PLAN.wire();
  private static final String TRACE = ModuleName.TRACE.wire();

  /** Records that tell the whole of the plan themselves. */
  private static final Set<String> OF_PLANS =
      Set.of(RecordTypes.PLAN_CREATED, RecordTypes.PLAN_UPDATED);

  private Told() {}

  /** The set, its first record telling what it stores; the same set when there is nothing. */
  public static ChangeSet in(ChangeSet set) {
    int first = -1;
    boolean plans = true;
    boolean stores = false;
    for (int i = 0; i < set.changes().size(); i++) {
      Change change = set.changes().get(i);
      if (change instanceof AppendLog append) {
        first = first < 0 ? i : first;
        plans &= !OF_PLANS.contains(append.entry().type());
        if (append.entry().type().equals(RecordTypes.IMPORTED)) {
          return set;
        }
      } else if (change instanceof PutDocument put) {
        stores |= put.kind().equals(PLAN) || put.kind().equals(TRACE);
      }
    }
    if (first < 0 || !stores) {
      return set;
    }
    List<JsonValue> states = states(set, plans);
    return states.isEmpty() ? set : telling(set, first, states);
  }

  private static List<JsonValue> states(ChangeSet set, boolean plans) {
    List<JsonValue> states = new ArrayList<>();
    for (Change change : set.changes()) {
      if (change instanceof PutDocument put && put.kind().equals(TRACE)) {
        states.add(state(put, ObjectBodies.OBJECT, Bodies.parse(put.body())));
      } else if (change instanceof PutDocument put && plans && put.kind().equals(PLAN)) {
        JsonValue head = Objects.requireNonNull(Bodies.parse(put.body()).get("plan"), "plan");
        states.add(state(put, ObjectBodies.SET, head));
      }
    }
    return states;
  }

  private static JsonObject state(PutDocument put, String how, JsonValue state) {
    return JsonObject.of("module", put.kind(), "id", put.id(), how, state);
  }

  private static ChangeSet telling(ChangeSet set, int first, List<JsonValue> states) {
    List<Change> changes = new ArrayList<>(set.changes());
    LogEntry entry = ((AppendLog) changes.get(first)).entry();
    JsonObject body = Bodies.parse(entry.body()).with(ObjectBodies.ALSO, new JsonArray(states));
    changes.set(
        first,
        new AppendLog(
            new LogEntry(
                entry.type(),
                entry.contextId(),
                entry.executionId(),
                entry.runId(),
                entry.stepId(),
                entry.attempt(),
                Bodies.bytes(body))));
    return new ChangeSet(set.id(), set.tenant(), changes);
  }
}
