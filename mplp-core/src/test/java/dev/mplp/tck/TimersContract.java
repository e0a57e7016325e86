package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers;
import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Timers}: due in order, held, moved, and removed exactly once. */
public abstract class TimersContract extends StorageKit {

  private static final Duration HOLD = Duration.ofMinutes(5);

  private Change.PutTimer timer(String id, Duration in) {
    return new Change.PutTimer("expiry", id, storage.now().plus(in), bytes("body of " + id));
  }

  private static Change.RemoveTimer remove(String id) {
    return new Change.RemoveTimer("expiry", id);
  }

  private List<String> due() {
    return storage.timers().due(100, HOLD).stream().map(Timer::id).toList();
  }

  @Test
  void noTimer_nothingIsDueOrNext() {
    assertThat(due()).isEmpty();
    assertThat(storage.timers().next()).isEmpty();
  }

  @Test
  void due_givesWhatWasPut_whenItsTimeHasCome() {
    Instant due = storage.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
    committed(new Change.PutTimer("expiry", "a", due, bytes("body")));
    assertThat(due()).isEmpty();
    assertThat(storage.timers().next()).contains(due);
    fixture.advance(Duration.ofHours(1));

    List<Timer> timers = storage.timers().due(10, HOLD);

    assertThat(timers)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new Timer(TENANT, "expiry", "a", due, bytes("body")));
  }

  @Test
  void due_theOldestFirst_atMostMax() {
    committed(
        timer("c", Duration.ofMinutes(3)),
        timer("a", Duration.ofMinutes(1)),
        timer("b", Duration.ofMinutes(2)),
        timer("later", Duration.ofHours(9)));
    fixture.advance(Duration.ofMinutes(4));

    assertThat(storage.timers().due(2, HOLD)).extracting(Timer::id).containsExactly("a", "b");
    assertThat(storage.timers().due(2, HOLD)).extracting(Timer::id).containsExactly("c");
    assertThat(due()).isEmpty();
  }

  @Test
  void due_isHiddenForTheHold_andComesBackUnlessRemoved() {
    committed(timer("a", Duration.ZERO), timer("b", Duration.ZERO));
    assertThat(due()).containsExactlyInAnyOrder("a", "b");
    assertThat(due()).isEmpty();
    assertThat(storage.timers().next()).isEmpty();
    committed(remove("a"));
    fixture.advance(HOLD.minusMinutes(1));
    assertThat(due()).isEmpty();
    fixture.advance(Duration.ofMinutes(1).plusSeconds(1));

    assertThat(due()).containsExactly("b");
    fixture.advance(HOLD.plusSeconds(1));
    assertThat(storage.timers().next()).isPresent();
    assertThat(due()).containsExactly("b");
  }

  @Test
  void put_again_movesTheTimer_alsoWhileItIsHidden() {
    committed(timer("a", Duration.ofMinutes(1)));
    committed(timer("a", Duration.ofMinutes(9)));
    fixture.advance(Duration.ofMinutes(2));
    assertThat(due()).isEmpty();
    committed(timer("a", Duration.ZERO));
    assertThat(due()).containsExactly("a");

    committed(timer("a", Duration.ofMinutes(1)));
    assertThat(storage.timers().next()).isPresent();
    fixture.advance(Duration.ofMinutes(1).plusSeconds(1));
    assertThat(due()).containsExactly("a");
    committed(remove("a"));
    assertThat(commit(remove("a"))).isInstanceOf(Conflict.class);
  }

  @Test
  void remove_ofWhatIsNotSet_conflicts() {
    assertThat(commit(remove("a"))).isInstanceOf(Conflict.class);
    committed(timer("a", Duration.ofHours(1)));
    assertThat(storage.commit(set(OTHER_TENANT, remove("a")))).isInstanceOf(Conflict.class);
    committed(remove("a"));
    assertThat(storage.timers().next()).isEmpty();
    fixture.advance(Duration.ofHours(2));
    assertThat(due()).isEmpty();
  }

  @Test
  void timers_ofTenantsAndKinds_areApart() {
    committed(timer("a", Duration.ZERO));
    committed(new Change.PutTimer("other", "a", storage.now(), bytes("x")));
    assertThat(storage.commit(set(OTHER_TENANT, timer("a", Duration.ZERO))).isCommitted()).isTrue();

    assertThat(storage.timers().due(10, HOLD))
        .extracting(timer -> timer.tenant() + timer.kind())
        .containsExactlyInAnyOrder(TENANT + "expiry", TENANT + "other", OTHER_TENANT + "expiry");
  }

  @Test
  void effects_underContention_happenExactlyOnce() {
    int timers = 40;
    for (int i = 0; i < timers; i++) {
      committed(timer("t" + i, Duration.ZERO));
    }

    List<Integer> effects =
        Contention.run(
            6,
            number -> {
              Storage own = handle(number);
              int done = 0;
              // A hold of nothing hands the same timer to several.
              Duration hold = number < 3 ? Duration.ZERO : HOLD;
              for (int i = 0; i < timers; i++) {
                for (Timer timer : own.timers().due(3, hold)) {
                  done += own.commit(set(remove(timer.id()), log("effect"))).isCommitted() ? 1 : 0;
                }
              }
              return done;
            });

    fixture.advance(HOLD.plusSeconds(1));
    int left = 0;
    for (Timer timer : storage.timers().due(100, HOLD)) {
      committed(remove(timer.id()), log("effect"));
      left++;
    }
    assertThat(Contention.sum(effects) + left).isEqualTo(timers);
    assertThat(sequenced(TENANT)).hasSize(timers);
  }
}
