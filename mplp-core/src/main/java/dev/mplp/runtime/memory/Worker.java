package dev.mplp.runtime.memory;

import dev.mplp.spi.Phase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A worker with its lease and the steps that it runs. */
final class Worker {

  /** In how many extensions a worker is told of an execution that was closed under it. */
  private static final int REMINDERS = 3;

  final UUID id;
  final String name;
  final Chain<Step> running = new Chain<>();

  /** The first moment at which the lease does not hold any more. */
  long leaseUntil;

  /** Executions that were closed while this worker ran steps of them, and how often to say so. */
  private final Map<UUID, Integer> closed = new HashMap<>();

  Worker(UUID id, String name, long leaseUntil) {
    this.id = id;
    this.name = name;
    this.leaseUntil = leaseUntil;
  }

  void fenceOff(Execution execution) {
    closed.put(execution.id, REMINDERS);
  }

  /** What the worker is to interrupt. */
  Set<UUID> stopping() {
    Set<UUID> stopping = new HashSet<>(closed.keySet());
    closed.values().removeIf(left -> left == 1);
    closed.replaceAll((id, left) -> left - 1);
    for (Step step = running.first(); step != null; step = step.next) {
      if (step.execution.phase == Phase.STOPPING && !step.isEnd()) {
        stopping.add(step.execution.id);
      }
    }
    return stopping;
  }
}
