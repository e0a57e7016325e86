package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.event.EventRecord;
import dev.mplp.event.SaEvent;
import dev.mplp.event.SaEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the single-agent profile asks of the events of a run that has started and ended. */
final class SaRules {

  private SaRules() {}

  static void check(String run, List<EventRecord> records) {
    frame(run, records);
    attempts(run, records);
  }

  private static void frame(String run, List<EventRecord> records) {
    List<SaEventType> types = new ArrayList<>();
    records.forEach(r -> r.sa().forEach(e -> types.add(e.eventType())));
    assertThat(types.subList(0, 3))
        .as(run)
        .containsExactly(
            SaEventType.INITIALIZED, SaEventType.CONTEXT_LOADED, SaEventType.PLAN_EVALUATED);
    assertThat(types.subList(types.size() - 2, types.size()))
        .as(run)
        .containsExactly(SaEventType.TRACE_EMITTED, SaEventType.COMPLETED);
    Instant last = Instant.MIN;
    for (EventRecord record : records) {
      assertThat(record.time()).as(run).isAfter(last);
      last = record.time();
    }
  }

  private static void attempts(String run, List<EventRecord> records) {
    Map<String, Boolean> open = new HashMap<>();
    for (EventRecord record : records) {
      for (SaEvent event : record.sa()) {
        String step = event.payload().string("step_id").orElse("");
        boolean running = open.getOrDefault(step, false);
        switch (event.eventType()) {
          case STEP_STARTED -> {
            assertThat(running).as("%s: started while running", run).isFalse();
            open.put(step, true);
          }
          case STEP_COMPLETED, STEP_FAILED -> {
            assertThat(running).as("%s: ended while not running", run).isTrue();
            open.put(step, false);
          }
          default -> assertThat(step).isEmpty();
        }
      }
    }
    assertThat(open.values()).as("%s: still running at the end", run).doesNotContain(true);
  }
}
