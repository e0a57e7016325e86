package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.NotFoundException;
import dev.mplp.TooLargeException;
import dev.mplp.ValidationException;
import dev.mplp.context.Comparison;
import dev.mplp.context.Context;
import dev.mplp.context.Criterion;
import dev.mplp.context.Goal;
import dev.mplp.context.GoalResult;
import dev.mplp.context.Goals;
import dev.mplp.context.Root;
import dev.mplp.context.SharedState;
import dev.mplp.context.StateDiff;
import dev.mplp.context.StateEntry;
import dev.mplp.context.StateKey;
import dev.mplp.context.StateSnapshot;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonValue;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.model.Versioned;
import dev.mplp.spi.Storage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shared state, goals and the system Context over a storage. */
public abstract class ContextStateContract {

  private static final StateKey<BigDecimal> COUNT = StateKey.number("count");
  private static final StateKey<String> PHASE = StateKey.text("phase");
  private static final Duration SOON = Duration.ofSeconds(30);

  private StorageFixture fixture;
  private Mplp mplp;
  private ContextId id;
  private SharedState state;

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newFixture();

  /** A runtime over this storage. */
  protected abstract Mplp runtime(Storage storage);

  @BeforeEach
  void open() {
    fixture = newFixture();
    mplp = runtime(fixture.open());
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    id = context.contextId();
    state = mplp.contexts().state(id);
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(10));
    fixture.close();
  }

  private static String code(Throwable e) {
    return ((MplpException) e).code();
  }

  @Test
  void put_overTheVersionRead_countsVersions() {
    assertThat(state.get(PHASE)).isEmpty();
    assertThat(state.put(PHASE, "review", 0)).isEqualTo(new Versioned<>("review", 1));
    assertThat(state.put(PHASE, "decided", 1).version()).isEqualTo(2);
    assertThat(state.get(PHASE)).contains(new Versioned<>("decided", 2));
    for (long stale : new long[] {0, 1, 3}) {
      assertThatThrownBy(() -> state.put(PHASE, "lost", stale))
          .satisfies(e -> assertThat(code(e)).isEqualTo("VERSION_CONFLICT"));
      assertThatThrownBy(() -> state.remove(PHASE, stale))
          .satisfies(e -> assertThat(code(e)).isEqualTo("VERSION_CONFLICT"));
    }
    state.remove(PHASE, 2);
    assertThat(state.get(PHASE)).isEmpty();
    assertThat(state.put(PHASE, "again", 0).version()).isEqualTo(1);
  }

  @Test
  void entry_readAsSomethingElse_isRefusedByName() {
    state.put(PHASE, "review", 0);
    assertThatThrownBy(() -> state.get(StateKey.number("phase")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("phase")
        .hasMessageContaining("string");
    assertThat(state.get(StateKey.json("phase")).orElseThrow().value())
        .isEqualTo(JsonValue.of("review"));
  }

  @Test
  void update_byManyThreads_losesNone() throws Exception {
    int threads = 6;
    int each = 20;
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      tasks.add(
          () -> {
            for (int i = 0; i < each; i++) {
              state.update(COUNT, n -> n.orElse(BigDecimal.ZERO).add(BigDecimal.ONE));
            }
            return null;
          });
    }
    allOf(tasks);
    int total = threads * each;
    assertThat(state.get(COUNT)).contains(new Versioned<>(BigDecimal.valueOf(total), total));
    assertThat(changes(total)).hasSize(total);
  }

  /** The versions that the log tells of, in its order. */
  private List<Long> changes(int count) {
    Watch watch = mplp.events().watch(EventFilter.in(id), 0);
    List<Long> versions = new ArrayList<>();
    while (versions.size() < count) {
      List<EventRecord> next = watch.next(SOON);
      assertThat(next).as("after %s changes", versions.size()).isNotEmpty();
      for (EventRecord record : next) {
        if (record.type().equals("context.state.changed")) {
          JsonValue data = record.inline().data();
          versions.add(data.asObject().get("version").asLong());
        }
      }
    }
    assertThat(versions).isSorted().doesNotHaveDuplicates();
    return versions;
  }

  private static <T> List<T> allOf(List<? extends Callable<T>> tasks) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(tasks, 2, TimeUnit.MINUTES)) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void snapshots_differByWhatWasDone() {
    state.put(PHASE, "review", 0);
    state.put(COUNT, BigDecimal.ONE, 0);
    state.put(StateKey.flag("kept"), true, 0);
    StateSnapshot before = state.snapshot();
    state.put(PHASE, "decided", 1);
    state.remove(COUNT, 1);
    state.put(StateKey.text("new/one"), "there", 0);
    StateDiff diff = before.diff(state.snapshot());
    assertThat(diff.added()).containsOnlyKeys("new/one");
    assertThat(diff.removed()).containsExactly(Map.entry("count", JsonValue.of(1)));
    assertThat(diff.changed())
        .containsExactly(
            Map.entry(
                "phase", new StateDiff.Change(JsonValue.of("review"), JsonValue.of("decided"))));
    assertThat(before.diff(before).isEmpty()).isTrue();
    assertThat(before.entries().get("kept")).isEqualTo(new Versioned<>(JsonValue.of(true), 1));
  }

  @Test
  void entries_areListedPageByPage_andStateThatIsTooLargeForOnePiece_isReadSo() {
    String large = "x".repeat(SharedState.LARGEST - 100);
    int many = SharedState.LARGEST_SNAPSHOT / SharedState.LARGEST + 1;
    for (int i = 0; i < many - 1; i++) {
      state.put(StateKey.text("e" + i), large, 0);
    }
    assertThat(state.snapshot().entries()).hasSize(many - 1);
    state.put(StateKey.text("e" + (many - 1)), large, 0);
    assertThatThrownBy(() -> state.snapshot())
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("list its entries");
    for (int i = many; i < 40; i++) {
      state.put(StateKey.number("e" + i), BigDecimal.ONE, 0);
    }
    state.put(PHASE, "review", 0);
    state.put(PHASE, "decided", 1);

    List<StateEntry> all = new ArrayList<>();
    Page<StateEntry> page = state.list(null, 35);
    assertThat(page.items()).hasSize(35);
    all.addAll(page.items());
    page = state.list(page.next(), 500);
    assertThat(page.next()).isNull();
    all.addAll(page.items());
    assertThat(all).hasSize(41).doesNotHaveDuplicates().contains(new StateEntry("phase", 2));
    assertThat(all.get(0)).isEqualTo(new StateEntry("e0", 1));
    assertThat(state.list(null, 41).next()).isNull();
    assertThatThrownBy(() -> state.list(null, 501)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void largeValue_isRefused() {
    assertThatThrownBy(() -> state.put(PHASE, "x".repeat(SharedState.LARGEST), 0))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("phase");
    assertThat(state.get(PHASE)).isEmpty();
  }

  @Test
  void closedContext_takesNoMoreChanges() {
    state.put(PHASE, "review", 0);
    mplp.contexts().suspend(id, null);
    state.put(PHASE, "waiting", 1);
    mplp.contexts().close(id, null);
    assertThatThrownBy(() -> state.put(PHASE, "late", 2))
        .satisfies(e -> assertThat(code(e)).isEqualTo("CONTEXT_NOT_ACTIVE"));
    assertThat(state.get(PHASE)).contains(new Versioned<>("waiting", 2));
    mplp.contexts().archive(id);
    mplp.contexts().purge(id);
    assertThatThrownBy(() -> mplp.contexts().state(id)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void goals_areMetByTheState() {
    Goals goals = mplp.contexts().goals(id);
    Goal few = new Goal("few defects", "hardly any", Criterion.of("defects", "<=", 3));
    Goal done = new Goal("done", "", new Criterion("phase", Comparison.EQUAL, JsonValue.of("ok")));
    goals.put(few, 0);
    goals.put(done, 0);
    assertThatThrownBy(() -> goals.put(few, 0))
        .satisfies(e -> assertThat(code(e)).isEqualTo("VERSION_CONFLICT"));
    Page<Versioned<Goal>> page = goals.list(null, 10);
    assertThat(page.items()).containsExactly(new Versioned<>(few, 1), new Versioned<>(done, 1));
    assertThat(goals.evaluate(List.of(few, done)))
        .containsExactly(new GoalResult(few, null, false), new GoalResult(done, null, false));
    state.put(StateKey.number("defects"), new BigDecimal("3.0"), 0);
    state.put(PHASE, "no", 0);
    assertThat(goals.evaluate(List.of(few, done)))
        .extracting(GoalResult::isMet)
        .containsExactly(true, false);
    Goal none = new Goal("few defects", "none", Criterion.of("defects", "<", 1));
    assertThat(goals.put(none, 1).version()).isEqualTo(2);
    assertThat(goals.evaluate(List.of(none))).extracting(GoalResult::isMet).containsExactly(false);
    goals.remove("few defects", 2);
    assertThat(goals.get("few defects")).isEmpty();
    assertThat(goals.get("done")).isPresent();
  }

  @Test
  void systemContext_askedForByMany_isOneForEachTenant() throws Exception {
    Mplp other = mplp.as(Principal.of(Tenant.of("other"), "eve"));
    List<Callable<ContextId>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tasks.add(() -> mplp.contexts().system().contextId());
    }
    List<ContextId> ids = allOf(tasks);
    assertThat(ids).containsOnly(ids.get(0));
    assertThat(mplp.contexts().system()).isEqualTo(mplp.contexts().get(ids.get(0)));
    assertThat(other.contexts().system().contextId()).isNotEqualTo(ids.get(0));
  }
}
