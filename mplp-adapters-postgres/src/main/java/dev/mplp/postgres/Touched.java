package dev.mplp.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The executions that a transaction changes, and what it did that can make steps ready. */
final class Touched {

  /** Each with whether steps of it were handed back. */
  private final Map<ExecutionKey, Boolean> executions = new LinkedHashMap<>();

  private final List<StepName> completed = new ArrayList<>();

  void touch(ExecutionKey execution) {
    executions.putIfAbsent(execution, false);
  }

  /** Steps are HELD now that may be claimable. */
  void handBack(ExecutionKey execution) {
    executions.put(execution, true);
  }

  /** The step may have completed: its successors may be ready. */
  void completed(StepName step) {
    touch(step.execution());
    completed.add(step);
  }

  boolean isEmpty() {
    return executions.isEmpty();
  }

  Collection<ExecutionKey> executions() {
    return executions.keySet();
  }

  Collection<Boolean> handedBack() {
    return executions.values();
  }

  List<StepName> completed() {
    return completed;
  }
}
