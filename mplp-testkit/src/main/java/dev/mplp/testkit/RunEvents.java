package dev.mplp.testkit;

import dev.mplp.event.EventRecord;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import java.util.List;
import java.util.Optional;

/**
 * What happened in a run, in order, and assertions on it; the types are those of {@code
 * docs/events.md}, such as {@code step.completed}. Immutable. Assertions throw {@link
 * AssertionError} and return this.
 *
 * @param records all of the run, with their shapes on the wire
 */
public record RunEvents(List<EventRecord> records) {

  /** Copies the list. */
  public RunEvents {
    records = List.copyOf(records);
  }

  /** The types, in order. */
  public List<String> types() {
    return records.stream().map(EventRecord::type).toList();
  }

  /** What happened to one step. */
  public RunEvents of(StepId stepId) {
    return new RunEvents(
        records.stream()
            .filter(record -> stepOf(record).filter(stepId.value()::equals).isPresent())
            .toList());
  }

  private static Optional<String> stepOf(EventRecord record) {
    return record.inline() != null && record.inline().data() instanceof JsonObject data
        ? data.string("step_id")
        : Optional.empty();
  }

  /** These happened in this order, whatever happened between them. */
  public RunEvents inOrder(String... types) {
    int next = 0;
    for (EventRecord record : records) {
      if (next < types.length && record.type().equals(types[next])) {
        next++;
      }
    }
    if (next < types.length) {
      throw new AssertionError(
          "expected "
              + List.of(types)
              + " in this order, but there was no "
              + types[next]
              + (next == 0 ? "" : " after " + List.of(types).subList(0, next))
              + " in "
              + types());
    }
    return this;
  }

  /** This happened so many times. */
  public RunEvents times(int expected, String type) {
    long found = records.stream().filter(record -> record.type().equals(type)).count();
    if (found != expected) {
      throw new AssertionError(
          "expected " + type + " " + expected + " times, but found it " + found + " in " + types());
    }
    return this;
  }

  /** This did not happen. */
  public RunEvents never(String type) {
    return times(0, type);
  }
}
