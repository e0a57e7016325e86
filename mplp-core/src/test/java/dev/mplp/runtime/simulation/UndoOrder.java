package dev.mplp.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.LogEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows at every record of the undoing of an execution what may come: one step after the other. */
final class UndoOrder {

  private final Map<UUID, Integer> attempts = new HashMap<>();
  private final Set<UUID> undone = new HashSet<>();
  private final Set<UUID> completed = new HashSet<>();
  private boolean compensating;
  private boolean begun;
  private boolean runEnded;
  private boolean running;
  private @Nullable UUID current;

  void next(LogEntry entry) {
    switch (entry.type()) {
      case RecordTypes.STEP_COMPLETED -> completed.add(entry.stepId());
      case RecordTypes.RUN_STARTED -> runEnded = false;
      case RecordTypes.RUN_ENDED -> runEnded = true;
      case RecordTypes.EXECUTION_COMPENSATING -> {
        assertThat(begun).as("begins once").isFalse();
        assertThat(runEnded).as("after the run").isTrue();
        begun = true;
        compensating = true;
      }
      case RecordTypes.EXECUTION_COMPENSATION_RETRIED -> {
        assertThat(begun).isTrue();
        assertThat(compensating).isFalse();
        compensating = true;
        current = null;
      }
      case RecordTypes.EXECUTION_COMPENSATED, RecordTypes.EXECUTION_COMPENSATION_FAILED -> {
        assertThat(compensating).as("ends once").isTrue();
        assertThat(running).isFalse();
        compensating = false;
      }
      case RecordTypes.EXECUTION_COMPENSATION_ABANDONED -> {
        assertThat(begun).isTrue();
        compensating = false;
        running = false;
      }
      default -> {
        String type = RecordTypes.ofStep(entry.type());
        if (!type.equals(entry.type())) {
          attempt(type, entry);
        }
      }
    }
  }

  private void attempt(String type, LogEntry entry) {
    assertThat(compensating).as("while the execution is compensating").isTrue();
    UUID step = entry.stepId();
    assertThat(completed).as("it was done").contains(step);
    assertThat(undone).as("it is not undone yet").doesNotContain(step);
    if (type.equals(RecordTypes.STEP_STARTED) || type.equals(RecordTypes.STEP_CONTINUED)) {
      assertThat(running).as("one after the other").isFalse();
      if (current != null) {
        assertThat(step).as("the same one until it is undone").isEqualTo(current);
      }
      assertThat(entry.attempt()).isEqualTo(attempts.getOrDefault(step, 0) + 1);
      attempts.put(step, entry.attempt());
      current = step;
      running = true;
      return;
    }
    assertThat(running).isTrue();
    assertThat(step).isEqualTo(current);
    assertThat(entry.attempt()).isEqualTo(attempts.get(step));
    running = false;
    if (type.equals(RecordTypes.STEP_COMPLETED)) {
      undone.add(step);
      current = null;
    }
  }

  /** What was undone, or is to be, is not done again. */
  void notBegun() {
    assertThat(begun).as("undone").isFalse();
  }

  void end() {
    assertThat(compensating).as("comes to its end").isFalse();
    assertThat(running).isFalse();
  }
}
