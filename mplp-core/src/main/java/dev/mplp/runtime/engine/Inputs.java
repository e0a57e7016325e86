package dev.mplp.runtime.engine;

import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.Storage;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The outputs that a step depends on. */
final class Inputs {

  private static final int FEW = 8;
  private static final int PAGE = 1000;

  private Inputs() {}

  /** Few are read one by one, many by the page. */
  static Map<StepId, JsonObject> of(Storage storage, Attempt attempt) {
    List<Integer> dependencies = attempt.payload().dependencies();
    Map<StepId, JsonObject> inputs = new LinkedHashMap<>();
    UUID execution = attempt.executionId().uuid();
    if (dependencies.size() <= FEW) {
      for (int index : dependencies) {
        storage.work().step(attempt.tenant(), execution, index).ifPresent(s -> add(inputs, s));
      }
      return inputs;
    }
    BitSet wanted = new BitSet();
    dependencies.forEach(wanted::set);
    for (int next = wanted.nextSetBit(0); next >= 0; ) {
      List<StepRun> page = storage.work().steps(attempt.tenant(), execution, next - 1, PAGE);
      if (page.isEmpty()) {
        break;
      }
      page.stream().filter(step -> wanted.get(step.index())).forEach(step -> add(inputs, step));
      next = wanted.nextSetBit(page.get(page.size() - 1).index() + 1);
    }
    return inputs;
  }

  private static void add(Map<StepId, JsonObject> inputs, StepRun step) {
    inputs.put(new StepId(step.stepId()), StepRecord.of(step.result()).outputOrEmpty());
  }
}
