package dev.mplp.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.model.TimeRange;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ModuleSwitch;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.ChangeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A range of time has just what was recorded in it, however its days and hours are cut. */
class TimedPageTest {

  private static final String KIND = "things";
  private static final Instant BEGIN = Instant.parse("2026-01-30T22:10:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T00:30:00Z");

  private final InMemoryStorage storage = InMemoryStorage.builder().clock(() -> NOW).build();
  private final Caller caller =
      new Caller(
          Principal.SYSTEM,
          storage,
          new Commits(storage),
          Authorizer.ALLOW_ALL,
          new ModuleSwitch(storage));
  private final Journal journal = new Journal(caller, KIND, "thing");

  @AfterEach
  void close() {
    storage.close();
  }

  private void write(int number, Instant at) {
    Journal.Entry entry =
        new Journal.Entry(
            "n" + number,
            at,
            Map.of("parity", number % 2 == 0 ? "even" : "odd"),
            JsonObject.of("number", number));
    assertThat(
            storage
                .commit(ChangeSet.builder(caller.tenant()).add(entry.put(KIND)).build())
                .isCommitted())
        .isTrue();
  }

  private List<Journal.Entry> all(TimeRange range, int limit) {
    List<Journal.Entry> all = new ArrayList<>();
    Cursor after = null;
    int calls = 0;
    do {
      Page<Journal.Entry> page =
          journal.page(new HashMap<>(Map.of("parity", "even")), range, after, limit);
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      all.addAll(page.items());
      after = page.next();
      assertThat(++calls).as("the list comes to its end").isLessThan(1000);
    } while (after != null);
    return all;
  }

  @Test
  void ranges_anywhere_haveWhatWasRecordedInThem() {
    Random random = new Random(11);
    List<Instant> times = new ArrayList<>();
    Instant at = BEGIN;
    for (int i = 0; i < 300; i++) {
      at = at.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(900));
      times.add(at);
      write(i, at);
    }
    for (int i = 0; i < 60; i++) {
      Instant one = BEGIN.plusSeconds(random.nextInt(12_000_000) - 500_000);
      Instant two = times.get(random.nextInt(times.size()));
      TimeRange range =
          i % 5 == 0
              ? TimeRange.since(two)
              : one.isBefore(two) ? TimeRange.between(one, two) : TimeRange.between(two, one);
      List<Instant> expected = new ArrayList<>();
      for (int n = 0; n < times.size(); n += 2) {
        if (range.contains(times.get(n))) {
          expected.add(times.get(n));
        }
      }
      assertThat(all(range, 1 + random.nextInt(9)))
          .as("%s", range)
          .extracting(Journal.Entry::recordedAt)
          .isEqualTo(expected);
    }
  }

  @Test
  void range_withoutEntries_isLeftInBoundedSteps() {
    write(0, BEGIN);
    write(2, NOW.minus(Duration.ofHours(1)));
    TimeRange range = TimeRange.since(BEGIN.plusSeconds(1));
    Page<Journal.Entry> first =
        journal.page(new HashMap<>(Map.of("parity", "even")), range, null, 10);
    assertThat(first.items()).isEmpty();
    assertThat(first.hasNext()).as("121 days are more than one call looks at").isTrue();
    assertThat(all(range, 10)).extracting(Journal.Entry::id).containsExactly("n2");
  }

  @Test
  void journal_withoutEntries_hasOnePage() {
    Page<Journal.Entry> page = journal.page(Map.of(), TimeRange.since(BEGIN), null, 10);
    assertThat(page.items()).isEmpty();
    assertThat(page.hasNext()).isFalse();
  }
}
