package dev.mplp.runtime.event;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ObjectRef;
import dev.mplp.spi.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds objects from records of the log, in their order: what each record says of the state of
 * the object that changed. The statuses of a plan's steps follow from the records of its runs; they
 * are those of the stored plan whenever no run is under way. The segments of a Trace are not
 * rebuilt here: they are read from the log anyway.
 *
 * <p>Records of form 1 tell no state: objects that only such records tell of are not there. For one
 * thread.
 */
public final class Replay {

  private final Map<ObjectRef, JsonObject> objects = new LinkedHashMap<>();
  private final Map<ObjectRef, Map<String, String>> steps = new LinkedHashMap<>();
  private final Set<UUID> runs = new HashSet<>();
  private final Predicate<String> which;
  private final Map<ObjectRef, Long> sizes = new HashMap<>();
  private long bytes;
  private long largest;

  /** Of all objects. */
  public Replay() {
    this(id -> true);
  }

  /**
   * Of some objects.
   *
   * @param which by identifier
   */
  public Replay(Predicate<String> which) {
    this.which = which;
  }

  /** How many bytes the objects take beside the largest of them, as far as records tell. */
  public long bytes() {
    return bytes - largest;
  }

  private void sized(ObjectRef ref, long size) {
    Long before = sizes.put(ref, size);
    bytes += size - (before == null ? 0 : before);
    largest = Math.max(largest, size);
  }

  /** The objects as they are after the records so far, in the order of their first record. */
  public Map<ObjectRef, JsonObject> objects() {
    Map<ObjectRef, JsonObject> all = new LinkedHashMap<>();
    objects.forEach((ref, object) -> all.put(ref, withSteps(object, steps.get(ref))));
    return all;
  }

  /** The next record. */
  public void accept(LogRecord record) {
    EventTable.Row row = EventTable.row(record.entry().type());
    if (row == null) {
      return;
    }
    JsonObject body = Bodies.parse(record);
    boolean isImport = row.type().equals(RecordTypes.IMPORTED);
    ModuleName module = isImport ? ModuleName.of(body.string("kind").orElseThrow()) : row.source();
    String id = body.string(isImport ? "id" : ObjectBodies.idOf(module)).orElse(null);
    if (id != null && which.test(id)) {
      ObjectRef ref = new ObjectRef(ObjectId.of(id), module, null);
      change(row.type(), ref, body);
      size(row.type(), ref, record.entry().body().length);
    }
    also(body);
    run(record, body);
  }

  /** An element adds to its object, what replaces another content does not. */
  private void size(String type, ObjectRef ref, long length) {
    if (objects.containsKey(ref)) {
      long before = sizes.getOrDefault(ref, 0L);
      sized(ref, ListPart.of(type) == null ? Math.max(before, length) : before + length);
    } else if (sizes.containsKey(ref)) {
      sized(ref, 0);
    }
  }

  private void change(String type, ObjectRef ref, JsonObject body) {
    if (type.equals(RecordTypes.purged(ref.module()))) {
      objects.remove(ref);
      steps.remove(ref);
      return;
    }
    ListPart part = ListPart.of(type);
    if (part == null) {
      state(ref, body);
      if (type.equals(RecordTypes.PLAN_GROWN)) {
        objects.computeIfPresent(ref, (plan, object) -> grown(object, body));
      }
    } else if (objects.containsKey(ref)) {
      objects.put(ref, part.apply(objects.get(ref), body));
    }
  }

  /** What a record says of other objects than its own. */
  private void also(JsonObject body) {
    if (body.get(ObjectBodies.ALSO) instanceof JsonArray others) {
      for (JsonValue other : others) {
        JsonObject state = other.asObject();
        String id = state.string("id").orElseThrow();
        if (which.test(id)) {
          ModuleName module = ModuleName.of(state.string("module").orElseThrow());
          state(new ObjectRef(ObjectId.of(id), module, null), state);
        }
      }
    }
  }

  private void state(ObjectRef ref, JsonObject says) {
    JsonObject before = objects.get(ref);
    JsonObject after = before;
    if (says.get(ObjectBodies.OBJECT) instanceof JsonObject whole) {
      after = whole;
    } else if (before != null && says.get(ObjectBodies.SET) instanceof JsonObject set) {
      JsonObject.Builder changed = before.toBuilder();
      set.members().forEach(changed::put);
      if (says.get(ObjectBodies.UNSET) instanceof JsonArray gone) {
        gone.forEach(name -> changed.remove(name.asString()));
      }
      after = changed.build();
    }
    if (after != null) {
      objects.put(ref, after);
      if (before == null || !Objects.equals(before.get("steps"), after.get("steps"))) {
        steps.remove(ref);
      }
    }
  }

  private void run(LogRecord record, JsonObject body) {
    UUID run = record.entry().runId();
    String planId = body.string("plan_id").orElse(null);
    if (run == null || planId == null) {
      return;
    }
    ObjectRef plan = new ObjectRef(ObjectId.of(planId), ModuleName.PLAN, null);
    JsonObject object = objects.get(plan);
    if (object == null) {
      return;
    }
    Map<String, String> statuses = steps.computeIfAbsent(plan, p -> statuses(object));
    UUID step = record.entry().stepId();
    String type = record.entry().type();
    if (type.equals(RecordTypes.PLAN_GROWN)) {
      statuses(object).forEach(statuses::putIfAbsent);
    } else if (type.equals(RecordTypes.RUN_STARTED)) {
      runs.add(run);
      if (body.has("resumed_from")) {
        statuses.replaceAll((id, status) -> status.equals("completed") ? status : "pending");
      }
    } else if (type.equals(RecordTypes.RUN_ENDED)) {
      if (runs.remove(run)) {
        statuses.replaceAll((id, status) -> isSettled(status) ? status : "skipped");
      }
    } else if (step != null) {
      String status = status(type);
      if (status != null) {
        statuses.replace(step.toString(), status);
      }
    }
  }

  /** The plan with the added steps; a step that they join depends on them too. */
  private static JsonObject grown(JsonObject plan, JsonObject body) {
    JsonObject joins = Objects.requireNonNull(body.get("joins"), "joins").asObject();
    List<JsonValue> all = new ArrayList<>();
    JsonArray former = (JsonArray) Objects.requireNonNull(plan.get("steps"), "steps");
    for (JsonValue step : former) {
      JsonValue more = joins.get(step.asObject().string("step_id").orElseThrow());
      all.add(more == null ? step : joined(step.asObject(), (JsonArray) more));
    }
    ((JsonArray) Objects.requireNonNull(body.get("added"), "added")).forEach(all::add);
    return plan.with("steps", all);
  }

  private static JsonObject joined(JsonObject step, JsonArray more) {
    List<JsonValue> all = new ArrayList<>();
    if (step.get("dependencies") instanceof JsonArray before) {
      before.forEach(all::add);
    }
    more.forEach(all::add);
    return step.with("dependencies", all);
  }

  private static boolean isSettled(String status) {
    return status.equals("completed") || status.equals("failed") || status.equals("skipped");
  }

  private static @Nullable String status(String type) {
    return switch (type) {
      case RecordTypes.STEP_STARTED, RecordTypes.STEP_CONTINUED -> "in_progress";
      case RecordTypes.STEP_COMPLETED -> "completed";
      case RecordTypes.STEP_FAILED -> "failed";
      case RecordTypes.STEP_CANCELLED -> "skipped";
      case RecordTypes.STEP_PARKED -> "blocked";
      case RecordTypes.STEP_RETRIED, RecordTypes.STEP_LOST, RecordTypes.STEP_RELEASED -> "pending";
      default -> null;
    };
  }

  private static Map<String, String> statuses(JsonObject plan) {
    Map<String, String> statuses = new LinkedHashMap<>();
    if (plan.get("steps") instanceof JsonArray all) {
      for (JsonValue step : all) {
        statuses.put(
            step.asObject().string("step_id").orElseThrow(),
            step.asObject().string("status").orElseThrow());
      }
    }
    return statuses;
  }

  private static JsonObject withSteps(JsonObject plan, @Nullable Map<String, String> statuses) {
    if (statuses == null || !(plan.get("steps") instanceof JsonArray all)) {
      return plan;
    }
    List<JsonValue> changed = new ArrayList<>();
    for (JsonValue step : all) {
      String id = step.asObject().string("step_id").orElseThrow();
      changed.add(step.asObject().with("status", statuses.get(id)));
    }
    return plan.with("steps", changed);
  }
}
