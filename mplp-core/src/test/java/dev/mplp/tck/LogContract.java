package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageFixture.Parked;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@link EventLog}: positions, order, time, and what readers see. */
public abstract class LogContract extends WorkKit {

  @Test
  void emptyLog_hasNothing() {
    assertThat(storage.log().head()).isZero();
    assertThat(storage.log().lag()).isZero();
    assertThat(storage.log().sequence(10)).isZero();
    assertThat(storage.log().read(TENANT, null, 0, 10)).isEmpty();
    assertThat(storage.log().readRun(TENANT, UUID.randomUUID(), 0, 10)).isEmpty();
  }

  @Test
  void record_isReadAsItWasWritten() {
    LogEntry full =
        new LogEntry(
            "type.of.it",
            "context",
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            7,
            bytes("body"));
    LogEntry sparse = LogEntry.of("sparse", null, new byte[0]);
    committed(new Change.AppendLog(full), new Change.AppendLog(sparse));

    List<LogRecord> records = sequenced(TENANT);

    assertThat(records).hasSize(2);
    assertThat(records.get(0).tenant()).isEqualTo(TENANT);
    assertThat(records.get(0).entry()).usingRecursiveComparison().isEqualTo(full);
    assertThat(records.get(1).entry()).usingRecursiveComparison().isEqualTo(sparse);
    assertThat(records.get(0).time())
        .isEqualTo(records.get(0).time().truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void positions_areDenseFromOne_withTimeAndSequenceStrictlyIncreasing() {
    for (int i = 0; i < 30; i++) {
      assertThat(
              storage
                  .commit(set(i % 3 == 0 ? OTHER_TENANT : TENANT, log("a" + i), log("b" + i)))
                  .isCommitted())
          .isTrue();
    }
    giveEveryPosition(storage);

    assertThat(storage.log().head()).isEqualTo(60);
    List<LogRecord> all = new ArrayList<>(readAll(storage, TENANT));
    all.addAll(readAll(storage, OTHER_TENANT));
    all.sort((a, b) -> Long.compare(a.position(), b.position()));
    assertThat(all)
        .extracting(LogRecord::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    assertStrictlyIncreasing(all);
    assertThat(all).extracting(LogRecord::id).doesNotHaveDuplicates();
    assertThat(all).allMatch(written -> written.id().version() == 4 && written.id().variant() == 2);
  }

  private static void assertStrictlyIncreasing(List<LogRecord> records) {
    for (int i = 1; i < records.size(); i++) {
      LogRecord before = records.get(i - 1);
      LogRecord after = records.get(i);
      assertThat(after.position()).isGreaterThan(before.position());
      assertThat(after.time()).isAfter(before.time());
    }
  }

  @Test
  void readAll_givesARangeOfAllTenants_inOrder() {
    for (int i = 0; i < 20; i++) {
      String tenant = List.of(OTHER_TENANT, TENANT, "zeta").get(i % 3);
      assertThat(storage.commit(set(tenant, log("n" + i))).isCommitted()).isTrue();
    }
    giveEveryPosition(storage);

    assertThat(storage.log().readAll(0, 20))
        .extracting(LogRecord::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    List<LogRecord> some = storage.log().readAll(5, 9);
    assertThat(some).extracting(LogRecord::position).containsExactly(6L, 7L, 8L, 9L);
    assertThat(some)
        .extracting(LogRecord::tenant)
        .containsExactlyElementsOf(some.stream().map(one -> ofTenant(one)).toList());
    assertThat(storage.log().readAll(20, 20)).isEmpty();
  }

  /** The tenant under which a record is found by its position. */
  private String ofTenant(LogRecord found) {
    return List.of(OTHER_TENANT, TENANT, "zeta").stream()
        .filter(
            tenant ->
                storage.log().read(tenant, null, found.position() - 1, 1).stream()
                    .anyMatch(same -> same.position() == found.position()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readAll_endsEarly_ratherThanToGiveMoreBytes_butGivesOneRecord() {
    for (int i = 0; i < 6; i++) {
      LogEntry entry = LogEntry.of("n" + i, null, new byte[1_000]);
      String tenant = i % 2 == 0 ? TENANT : OTHER_TENANT;
      assertThat(storage.commit(set(tenant, new Change.AppendLog(entry))).isCommitted()).isTrue();
    }
    giveEveryPosition(storage);

    assertThat(storage.log().readAll(1, 6, 3_500))
        .extracting(LogRecord::position)
        .containsExactly(2L, 3L, 4L);
    assertThat(storage.log().readAll(1, 6, 10)).extracting(LogRecord::position).containsExactly(2L);
    assertThat(storage.log().readAll(4, 6, 1_000_000))
        .extracting(LogRecord::position)
        .containsExactly(5L, 6L);
  }

  @Test
  void readAll_leavesOutWhatIsNoLongerKept() {
    committed(log("a"), log("b"));
    assertThat(storage.commit(set(OTHER_TENANT, log("c"))).isCommitted()).isTrue();
    committed(log("d"));
    giveEveryPosition(storage);
    storage.log().truncate(TENANT, storage.now().plusSeconds(60), 3, 10);

    List<LogRecord> kept = storage.log().readAll(0, storage.log().head());

    assertThat(kept).extracting(one -> one.entry().type()).containsExactly("c", "d");
  }

  @Test
  void sequence_givesAtMostMax() {
    committed(log("a"), log("b"), log("c"));
    int first = storage.log().sequence(2);
    assertThat(first).isBetween(0, 2);
    giveEveryPosition(storage);
    assertThat(storage.log().head()).isEqualTo(3);
    assertThat(storage.log().sequence(2)).isZero();
  }

  @Test
  void idsPositionsAndTimes_areTheSameForEver() {
    committed(log("a"), log("b"));
    List<LogRecord> first = sequenced(TENANT);
    committed(log("c"));
    List<LogRecord> later = sequenced(TENANT);

    assertThat(later.subList(0, 2)).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void read_byContextAndTenant_pageByPage() {
    for (int i = 0; i < 40; i++) {
      String context = "context-" + i % 2;
      committed(new Change.AppendLog(LogEntry.of("n" + i, context, new byte[0])));
      committed(new Change.AppendLog(LogEntry.of("none", null, new byte[0])));
    }
    storage.commit(
        set(OTHER_TENANT, new Change.AppendLog(LogEntry.of("theirs", "context-1", new byte[0]))));
    giveEveryPosition(storage);

    List<LogRecord> found =
        readPages(
            after -> storage.log().read(TENANT, "context-1", after, 3), LogRecord::position, 0);

    assertThat(found).hasSize(20);
    assertThat(found).extracting(written -> written.entry().contextId()).containsOnly("context-1");
    assertThat(found).extracting(LogRecord::position).isSorted();
    assertThat(readAll(storage, TENANT)).hasSize(80);
    assertThat(readAll(storage, OTHER_TENANT)).hasSize(1);
    assertThat(storage.log().read(TENANT, "context-7", 0, 10)).isEmpty();
    assertThat(storage.log().read(TENANT, null, storage.log().head(), 10)).isEmpty();
  }

  @Test
  void readRun_seesWhatWasJustWritten_beforeItHasAPosition() {
    Claim claim = startAndClaim();
    committed(
        settling(claim, COMPLETED),
        new Change.AppendLog(
            new LogEntry(
                "step.completed",
                claim.contextId(),
                claim.executionId(),
                claim.runId(),
                claim.stepId(),
                claim.attempt(),
                new byte[0])));

    List<LogRecord> run = storage.log().readRun(TENANT, claim.runId(), 0, 10);

    assertThat(run)
        .extracting(written -> written.entry().type())
        .containsExactly(LogEntry.STEP_STARTED, "step.completed");
    assertThat(run).extracting(LogRecord::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(storage.log().readRun(TENANT, claim.runId(), run.get(0).sequence(), 10)).hasSize(1);
    assertThat(storage.log().readRun(TENANT, claim.runId(), 0, 1)).hasSize(1);
    assertThat(storage.log().readRun(OTHER_TENANT, claim.runId(), 0, 10)).isEmpty();
    giveEveryPosition(storage);
    assertThat(storage.log().readRun(TENANT, claim.runId(), 0, 10))
        .extracting(LogRecord::id)
        .containsExactlyElementsOf(run.stream().map(LogRecord::id).toList());
  }

  @Test
  void parkedCommit_stallsNobody_andIsNotLost() {
    Parked parked = fixture.park(set(log("parked")));
    committed(log("first"));
    committed(log("second"));
    List<LogRecord> meanwhile = sequenced(TENANT);
    assertThat(meanwhile)
        .extracting(written -> written.entry().type())
        .containsExactly("first", "second");

    parked.close();
    committed(log("third"));

    List<LogRecord> after = readTail(storage, meanwhile.get(meanwhile.size() - 1).position());
    assertThat(after)
        .extracting(written -> written.entry().type())
        .containsExactlyInAnyOrder("parked", "third");
    assertThat(storage.log().head()).isEqualTo(4);
    assertStrictlyIncreasing(sequenced(TENANT));
  }

  private static List<LogRecord> readTail(Storage storage, long after) {
    giveEveryPosition(storage);
    return storage.log().read(TENANT, null, after, 100);
  }

  @Test
  void reader_neverSeesAGapARepeatOrAnEffectBeforeItsCause() {
    int writers = 4;
    int each = 60;
    AtomicInteger busy = new AtomicInteger(writers);
    List<LogRecord> seen = new ArrayList<>();
    for (int chain = 0; chain < writers; chain++) {
      committed(put("chain" + chain, 0, "0"));
    }

    Contention.run(
        writers + 2,
        number -> {
          if (number < writers) {
            writeChains(handle(number), each, writers);
            busy.decrementAndGet();
          } else if (number == writers) {
            while (busy.get() > 0) {
              handle(number).log().sequence(7);
            }
          } else {
            boolean last;
            do {
              last = busy.get() == 0;
              readOn(handle(number), seen);
            } while (!last);
          }
          return number;
        });
    giveEveryPosition(storage);
    readOn(storage, seen);

    assertThat(seen)
        .extracting(LogRecord::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, seen.size()).boxed().toList());
    assertStrictlyIncreasing(seen);
    Map<String, Integer> links = new HashMap<>();
    for (LogRecord written : seen) {
      int link = Integer.parseInt(text(written.entry().body()));
      assertThat(links.merge(written.entry().type(), 1, Integer::sum)).isEqualTo(link);
    }
    assertThat(links.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(writers * each);
  }

  private static void readOn(Storage own, List<LogRecord> seen) {
    long after = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).position();
    seen.addAll(own.log().read(TENANT, null, after, 50));
    List<LogRecord> more;
    do {
      after = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).position();
      more = own.log().read(TENANT, null, after, 50);
      seen.addAll(more);
    } while (!more.isEmpty());
  }

  /** Each link of a chain is written by whoever has seen the link before: its effect. */
  private void writeChains(Storage own, int links, int chains) {
    for (int i = 0; i < links; i++) {
      boolean written = false;
      for (int attempt = 0; !written; attempt++) {
        String chain = "chain" + (i + attempt) % chains;
        long version = own.get(key(chain)).orElseThrow().version();
        written =
            own.commit(
                    set(
                        put(chain, version, "x"),
                        new Change.AppendLog(
                            LogEntry.of(chain, null, bytes(String.valueOf(version))))))
                .isCommitted();
      }
    }
  }
}
