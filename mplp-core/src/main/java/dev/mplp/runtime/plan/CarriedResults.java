package dev.mplp.runtime.plan;

import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Item;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The outputs that a forked plan has before it is executed, an item for each step. */
final class CarriedResults {

  private static final int PAGE = 1000;

  private final Storage storage;

  CarriedResults(Storage storage) {
    this.storage = storage;
  }

  /** Version of the document, empty when nothing was carried over. */
  Optional<Long> version(String tenant, PlanId planId) {
    return storage.get(key(tenant, planId)).map(Document::version);
  }

  /** By step of the forked plan, as they are kept with the steps of an execution. */
  Map<StepId, byte[]> read(String tenant, PlanId planId) {
    Map<StepId, byte[]> results = new HashMap<>();
    long after = -1;
    List<Item> page;
    do {
      page = storage.items(key(tenant, planId), after, PAGE);
      for (Item item : page) {
        JsonObject json = Wire.object(item.body());
        StepId step = StepId.of(Objects.requireNonNull(json.get("step_id")).asString());
        JsonObject output = Objects.requireNonNull(json.get("output")).asObject();
        results.put(step, StepRecord.completed(output));
        after = item.sequence();
      }
    } while (page.size() == PAGE);
    return results;
  }

  private static DocumentKey key(String tenant, PlanId planId) {
    return new DocumentKey(tenant, Kinds.CARRIED, planId.value());
  }

  /** Stores them for a new plan. */
  static List<Change> write(PlanId planId, Map<StepId, JsonObject> outputs) {
    if (outputs.isEmpty()) {
      return List.of();
    }
    List<byte[]> items = new ArrayList<>(outputs.size());
    outputs.forEach(
        (step, output) ->
            items.add(Wire.bytes(JsonObject.of("step_id", step.value(), "output", output))));
    byte[] head = Wire.bytes(JsonObject.of("format", 1));
    return List.of(
        new Change.PutDocument(Kinds.CARRIED, planId.value(), 0, head, Map.of()),
        new Change.AppendItems(Kinds.CARRIED, planId.value(), 0, items));
  }
}
