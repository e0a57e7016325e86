package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.event.EventRecord;
import dev.mplp.model.RunId;
import dev.mplp.runtime.trace.TraceAssembler;
import dev.mplp.spi.LogRecord;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceSegment;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for the events and the trace of every run, whatever happens in it. */
class RunHistoryTest {

  private static final int RUNS = 400;

  @Test
  void anyRun_hasOneStartAndOneEndForEachAttempt() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < RUNS; seed++) {
      RandomRun run = new RandomRun(seed);
      run.toEnd();
      List<EventRecord> records = events(run);
      records.forEach(record -> seen.add(record.type()));
      SaRules.check("seed " + seed, records);
    }
    assertThat(seen)
        .contains(
            RecordTypes.STEP_CONTINUED,
            RecordTypes.STEP_LOST,
            RecordTypes.STEP_PARKED,
            RecordTypes.STEP_RETRIED,
            RecordTypes.STEP_FAILED,
            RecordTypes.STEP_RELEASED,
            RecordTypes.STEP_CANCELLED,
            RecordTypes.STEP_COMPLETED);
  }

  private static List<EventRecord> events(RandomRun run) {
    try (LogWaiter waiter = new LogWaiter(run.storage())) {
      return new EventService(run.storage(), RandomRun.TENANT, waiter)
          .ofRun(new RunId(run.run().runId()));
    }
  }

  @Test
  void anyRun_hasASegmentForEachAttempt_andNoneIsLeftRunning() {
    for (long seed = 0; seed < RUNS; seed++) {
      RandomRun run = new RandomRun(seed);
      run.toEnd();
      List<LogRecord> records =
          new RunLog(run.storage().log(), RandomRun.TENANT).read(run.run().runId(), Duration.ZERO);
      TraceAssembler assembler = new TraceAssembler(run.run().runId(), "plan");
      records.forEach(assembler::add);
      List<TraceSegment> segments = assembler.segments(List.of());
      checkTree(seed, segments);
      assertThat(kind(segments, "attempt"))
          .as("seed %s", seed)
          .hasSize(count(records, RecordTypes.STEP_STARTED));
      assertThat(kind(segments, "attempt"))
          .filteredOn(s -> s.status() == SegmentStatus.COMPLETED)
          .hasSize(count(records, RecordTypes.STEP_COMPLETED));
    }
  }

  private static void checkTree(long seed, List<TraceSegment> segments) {
    Map<Object, TraceSegment> before = new HashMap<>();
    for (TraceSegment segment : segments) {
      assertThat(segment.status().isTerminal()).as("seed %s: %s", seed, segment).isTrue();
      assertThat(segment.finishedAt()).isAfterOrEqualTo(segment.startedAt());
      if (segment.parentSegmentId() == null) {
        assertThat(before).isEmpty();
      } else {
        TraceSegment parent = before.get(segment.parentSegmentId());
        assertThat(parent).as("seed %s: parent comes first", seed).isNotNull();
        assertThat(segment.startedAt()).isAfterOrEqualTo(parent.startedAt());
        assertThat(segment.finishedAt()).isBeforeOrEqualTo(parent.finishedAt());
      }
      assertThat(before.put(segment.segmentId(), segment)).isNull();
    }
  }

  private static List<TraceSegment> kind(List<TraceSegment> segments, String kind) {
    return segments.stream()
        .filter(s -> s.attributes().string("kind").filter(kind::equals).isPresent())
        .toList();
  }

  private static int count(List<LogRecord> records, String type) {
    return (int) records.stream().filter(r -> r.entry().type().equals(type)).count();
  }
}
