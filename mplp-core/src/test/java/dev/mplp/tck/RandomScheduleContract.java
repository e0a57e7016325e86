package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Claim;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random changes of executions beside a {@link ReferenceExecution}: after each one the storage must
 * say the same of every step.
 */
public abstract class RandomScheduleContract extends WorkKit {

  private static final Duration DELAY = Duration.ofMinutes(3);
  private static final List<Settlement> SETTLEMENTS =
      List.of(
          COMPLETED,
          COMPLETED,
          COMPLETED,
          FAILED,
          FAILED_FAST,
          new Settlement.Retry(DELAY),
          PARKED,
          new Settlement.Park(DELAY),
          RELEASED);

  private static final List<Phase> PHASES = List.of(Phase.values());

  private Random random;
  private ReferenceExecution reference;
  private UUID execution;
  private final List<Claim> running = new ArrayList<>();
  private @Nullable Claim end;

  @Test
  void randomSchedules_leaveEveryStepAsTheReferenceSays() {
    Set<StepState> seen = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      begin(seed);
      for (int i = 0; i < 40; i++) {
        String done = change();
        assertSame("seed " + seed + ", change " + i + ": " + done);
        reference.steps.forEach(step -> seen.add(step.state));
      }
      finish();
    }
    assertThat(seen).contains(StepState.values());
  }

  private void begin(int seed) {
    random = new Random(seed);
    running.clear();
    end = null;
    List<NewStep> plan = StepPlans.random(random, 1 + random.nextInt(12));
    int parallelism = random.nextInt(4);
    execution = start(parallelism, plan);
    reference = new ReferenceExecution(execution, parallelism, plan);
    registerWorker();
  }

  /** Leaves nothing claimable behind. */
  private void finish() {
    if (reference.phase != Phase.CLOSED) {
      committed(control(execution, reference.phase, Phase.CLOSED));
    }
    storage.work().deregister(worker);
    assertThat(claimAll(storage.work().register("check", LEASE), null)).isEmpty();
  }

  private String change() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> claim(1 + random.nextInt(3));
      case 3, 4, 5 -> settleOne();
      case 6 -> random.nextInt(4) == 0 ? lose() : goOn();
      case 7 -> advance();
      case 8 -> controlOrReopen();
      default -> settleEnd();
    };
  }

  private String claim(int max) {
    List<Claim> claims = storage.work().claim(worker, null, max);
    reference.wake(storage.now());
    for (Claim claim : claims) {
      if (claim.isEnd()) {
        assertThat(reference.isSettled()).isTrue();
        assertThat(end).isNull();
        end = claim;
      } else {
        reference.claimed(claim.index());
        running.add(claim);
      }
    }
    return "claimed " + indexes(claims);
  }

  private String settleOne() {
    if (running.isEmpty()) {
      return "nothing runs";
    }
    // Superseded claims stay in the list, so that late results are among what is tried.
    Claim claim = running.get(random.nextInt(running.size()));
    Settlement settlement = SETTLEMENTS.get(random.nextInt(SETTLEMENTS.size()));
    boolean accepted = commit(settling(claim, settlement)).isCommitted();
    Instant now = storage.now();
    assertThat(accepted)
        .as("%s of %s", settlement, claim)
        .isEqualTo(reference.settle(claim.index(), claim.attempt(), settlement, now));
    return "settled " + claim.index() + " " + settlement;
  }

  private String goOn() {
    int index = random.nextInt(reference.steps.size());
    goOn(execution, index);
    reference.continueStep(index);
    return "continued " + index;
  }

  private String advance() {
    fixture.advance(DELAY.plusSeconds(1));
    storage.work().extend(worker, LEASE);
    return "advanced, " + claim(100);
  }

  private String lose() {
    storage.work().deregister(worker);
    reference.loseAll();
    end = null;
    running.clear();
    registerWorker();
    return "lost all";
  }

  private String controlOrReopen() {
    Phase from = reference.phase;
    if (from == Phase.CLOSED) {
      committed(new Change.ReopenExecution(execution, UUID.randomUUID()));
      reference.reopen();
      end = null;
      return "reopened";
    }
    Phase to = from == Phase.STOPPING ? Phase.CLOSED : PHASES.get(random.nextInt(PHASES.size()));
    SkipReason reason = random.nextBoolean() ? SkipReason.UPSTREAM : SkipReason.CANCELLED;
    committed(new Change.ControlExecution(execution, List.of(from), to, reason));
    reference.control(to, reason);
    return from + " to " + to;
  }

  private String settleEnd() {
    if (end == null) {
      return "no end";
    }
    boolean accepted =
        commit(settling(end, COMPLETED), control(execution, reference.phase, Phase.CLOSED))
            .isCommitted();
    assertThat(accepted).isEqualTo(reference.phase != Phase.CLOSED);
    if (accepted) {
      reference.control(Phase.CLOSED, SkipReason.CANCELLED);
    }
    end = null;
    return "ended";
  }

  private void assertSame(String done) {
    assertThat(phase(execution)).as(done).isEqualTo(reference.phase);
    List<StepRun> steps = storage.work().steps(TENANT, execution, -1, 100);
    assertThat(steps).hasSameSizeAs(reference.steps);
    for (StepRun step : steps) {
      ReferenceExecution.Step expected = reference.steps.get(step.index());
      assertThat(describe(step.state(), step.attempt(), step.failures(), step.lost()))
          .as("%s; step %s", done, step.index())
          .isEqualTo(describe(expected.state, expected.attempt, expected.failures, expected.lost));
      assertThat(step.skipReason()).as(done).isEqualTo(expected.skipReason);
    }
  }

  private static String describe(StepState state, int attempt, int failures, int lost) {
    return state + ", attempt " + attempt + ", failures " + failures + ", lost " + lost;
  }
}
