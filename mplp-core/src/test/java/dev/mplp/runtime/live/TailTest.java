package dev.mplp.runtime.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.PayloadCipher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tails tell all of a stretch or nothing; frames and beats survive being written and read. */
class TailTest {

  private static final String CONTEXT = "context-1";
  private static final PayloadCipher CIPHER = AesGcm.of("k1:" + "A".repeat(43) + "=", false);

  private static LogRecord record(long position, int bytes) {
    LogEntry entry =
        new LogEntry(
            "plan.created",
            position % 2 == 0 ? CONTEXT : null,
            position % 3 == 0 ? new UUID(1, position) : null,
            null,
            new UUID(position, 2),
            (int) position,
            new byte[bytes]);
    Instant time = Instant.parse("2026-03-01T12:00:00.123456Z").plusMillis(position);
    return position % 5 == 0
        ? new LogRecord("a", new UUID(3, position), position, position, time, entry, new byte[32])
        : new LogRecord("a", new UUID(3, position), position, position, time, entry);
  }

  private static Frame frame(long after, long upTo, long... positions) {
    List<LogRecord> records = new ArrayList<>();
    for (long position : positions) {
      records.add(record(position, 3));
    }
    return new Frame(after, upTo, records);
  }

  private static List<Long> positions(LiveLog.Found found) {
    return found.records().stream().map(LogRecord::position).toList();
  }

  @Test
  void frame_isReadAsItWasWritten() {
    Frame frame = frame(0, 40, 1, 2, 3, 5, 15, 30);
    for (PayloadCipher cipher : new PayloadCipher[] {null, CIPHER}) {
      byte[] bytes = frame.bytes("a", cipher);
      assertThat(Frame.read("a", bytes, cipher)).usingRecursiveComparison().isEqualTo(frame);
    }
  }

  @Test
  void frameThatIsNone_orOfAnotherTenant_orWasChanged_isLost() {
    byte[] bytes = frame(0, 40, 1, 2).bytes("a", CIPHER);
    assertThat(Frame.read("b", bytes, CIPHER)).isNull();
    assertThat(Frame.read("a", bytes, null)).isNull();
    assertThat(Frame.read("a", "nonsense and more of it".getBytes(UTF_8), CIPHER)).isNull();
    assertThat(Frame.read("a", new byte[0], null)).isNull();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(Frame.read("a", changed, CIPHER)).as("byte %d", i).isNull();
      Frame cut = Frame.read("a", Arrays.copyOf(bytes, i), CIPHER);
      assertThat(cut).isNull();
    }
  }

  @Test
  void beat_isReadAsItWasWritten() {
    Beat beat = new Beat(7, 9, Set.of("a", "b"));
    assertThat(Beat.read(beat.bytes())).isEqualTo(beat);
    assertThat(Beat.read(new byte[] {1, 2})).isNull();
    assertThat(Beat.read(new byte[] {9})).isNull();
  }

  @Test
  void tail_knowsNothing_beforeItsStretch() {
    Tail tail = new Tail("a");
    assertThat(tail.read(null, 0, 10)).isNull();
    tail.add(frame(10, 20, 12, 13));
    assertThat(tail.read(null, 9, 10)).isNull();
    assertThat(positions(tail.read(null, 10, 10))).containsExactly(12L, 13L);
    assertThat(tail.read(null, 10, 10).upTo()).isEqualTo(20);
    assertThat(positions(tail.read(CONTEXT, 10, 10))).containsExactly(12L);
    LiveLog.Found limited = tail.read(null, 10, 1);
    assertThat(positions(limited)).containsExactly(12L);
    assertThat(limited.upTo()).isEqualTo(12);
    tail.forget();
    assertThat(tail.read(null, 10, 10)).isNull();
  }

  @Test
  void lostFrame_showsByTheBeat_andTheTailBeginsAnew() {
    Tail tail = new Tail("a");
    tail.add(frame(10, 20, 12));
    tail.add(new Beat(10, 20, Set.of("a")));
    assertThat(positions(tail.read(null, 10, 10))).containsExactly(12L);
    tail.add(new Beat(20, 30, Set.of("a")));
    assertThat(tail.read(null, 20, 10)).isNull();
    assertThat(tail.read(null, 30, 10).records()).isEmpty();
  }

  @Test
  void tail_isBounded() {
    Tail tail = new Tail("a");
    for (long position = 1; position <= 3_000; position++) {
      tail.add(frame(position - 1, position, position));
    }
    assertThat(tail.read(null, 1_999, 5_000)).isNull();
    assertThat(positions(tail.read(null, 2_000, 5_000))).hasSize(1_000);
    for (long position = 3_001; position <= 3_020; position++) {
      tail.add(new Frame(position - 1, position, List.of(record(position, 500_000))));
    }
    assertThat(tail.read(null, 3_010, 5_000)).isNull();
    assertThat(positions(tail.read(null, 3_013, 5_000))).hasSize(7);
  }

  /** Whatever is lost, doubled or comes from two senders: what is told is true. */
  @Test
  void randomPasses_withLosses_areNeverToldWrongly() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      TreeMap<Long, Boolean> log = new TreeMap<>(); // position, whether it is of the tenant
      Tail tail = new Tail("a");
      long[] sent = new long[2];
      long head = 0;
      int told = 0;
      for (int step = 0; step < 200; step++) {
        for (int more = random.nextInt(4); more > 0; more--) {
          log.put(++head, random.nextInt(3) == 0);
        }
        int sender = random.nextInt(10) == 0 ? 1 : 0;
        long after = random.nextInt(15) == 0 ? head : sent[sender];
        List<LogRecord> own = new ArrayList<>();
        log.subMap(after, false, head, true)
            .forEach(
                (position, isOwn) -> {
                  if (isOwn) {
                    own.add(record(position, 3));
                  }
                });
        if (!own.isEmpty() && random.nextInt(5) != 0) {
          tail.add(new Frame(after, head, own));
        }
        if (random.nextInt(5) != 0) {
          tail.add(new Beat(after, head, own.isEmpty() ? Set.of("b") : Set.of("a", "b")));
        }
        sent[sender] = head;
        if (random.nextInt(20) == 0) {
          tail.forget();
        }
        long from = Math.max(0, head - random.nextInt(8));
        LiveLog.Found found = tail.read(null, from, 5);
        if (found != null) {
          List<Long> expected =
              log.subMap(from, false, found.upTo(), true).entrySet().stream()
                  .filter(entry -> entry.getValue())
                  .map(entry -> entry.getKey())
                  .toList();
          assertThat(positions(found)).as("seed %d, step %d", seed, step).isEqualTo(expected);
          told++;
        }
      }
      assertThat(told).isGreaterThan(20);
    }
  }
}
