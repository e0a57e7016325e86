package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mplp.spi.Change;
import dev.mplp.spi.Change.LimitOf;
import dev.mplp.spi.Change.LimitSteps;
import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Claim;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contract of {@link LimitSteps}. */
public abstract class LimitContract extends WorkKit {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static LimitSteps running(@Nullable String role, int most) {
    return new LimitSteps(role, LimitOf.RUNNING, most, Duration.ZERO);
  }

  private static LimitSteps begun(@Nullable String role, int most) {
    return new LimitSteps(role, LimitOf.BEGUN, most, MINUTE);
  }

  private static List<NewStep> steps(String role, int many) {
    List<NewStep> steps = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      steps.add(
          new NewStep(i, UUID.randomUUID(), role, List.of(), StepState.WAITING, bytes("step")));
    }
    return steps;
  }

  private UUID ready(String role, int many) {
    return start(0, steps(role, many));
  }

  @Test
  void running_ofARole_areNeverMore_andWhoeverStopsRunningMakesRoom() {
    committed(running("clerk", 2));
    UUID execution = ready("clerk", 6);
    ready("analyst", 3);

    List<Claim> first = claimAll();

    assertThat(first).filteredOn(claim -> claim.role().equals("clerk")).hasSize(2);
    assertThat(first).filteredOn(claim -> claim.role().equals("analyst")).hasSize(3);
    assertThat(claimAll()).isEmpty();
    List<Claim> clerks =
        first.stream().filter(claim -> claim.executionId().equals(execution)).toList();
    settle(clerks.get(0), COMPLETED);
    Claim third = claimOne();
    settle(third, PARKED);
    Claim fourth = claimOne();
    settle(fourth, new Settlement.Retry(Duration.ofHours(1)));
    Claim fifth = claimOne();
    settle(fifth, FAILED);
    assertThat(claimOne().role()).isEqualTo("clerk");
    assertThat(claimAll()).isEmpty();
  }

  @Test
  void limits_ofRoleAndTenant_bothApply_andToNobodyElse() {
    committed(running(null, 3), running("clerk", 1));
    ready("clerk", 4);
    ready("analyst", 4);
    start(OTHER_TENANT, 0, Phase.OPEN, steps("clerk", 4));

    List<Claim> claims = claimAll();

    assertThat(claims)
        .filteredOn(claim -> claim.tenant().equals(TENANT))
        .hasSize(3)
        .filteredOn(claim -> claim.role().equals("clerk"))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(claims).filteredOn(claim -> claim.tenant().equals(OTHER_TENANT)).hasSize(4);
  }

  @Test
  void theEnd_isNotLimited() {
    committed(running(null, 1));
    UUID brief = ready("clerk", 1);
    settle(claimOne(), COMPLETED);
    ready("clerk", 2);

    List<Claim> claims = claimAll();

    assertThat(claims).hasSize(2);
    assertThat(claims.get(0).isEnd()).isTrue();
    assertThat(claims.get(0).executionId()).isEqualTo(brief);
  }

  @Test
  void whatALostWorkerRan_countsUntilItIsTakenAway() {
    committed(running("clerk", 2));
    ready("clerk", 3);
    assertThat(claimAll()).hasSize(2);

    fixture.advance(LEASE.plusSeconds(1));
    registerWorker();
    assertThat(claimAll()).isEmpty();
    assertThat(storage.work().reap(10)).isEqualTo(2);

    List<Claim> again = claimAll();
    assertThat(again).hasSize(2);
    storage.work().deregister(worker);
    registerWorker();
    assertThat(claimAll()).hasSize(2);
  }

  @Test
  void closing_givesTheRoomToOthers() {
    committed(running("clerk", 1));
    UUID first = ready("clerk", 1);
    assertThat(claimAll()).hasSize(1);
    ready("clerk", 1);
    assertThat(claimAll()).isEmpty();

    committed(control(first, Phase.OPEN, Phase.CLOSED));

    assertThat(claimAll()).hasSize(1);
  }

  @Test
  void begun_withinATime_areNeverMore() {
    committed(begun("clerk", 3));
    ready("clerk", 10);

    settleAll(claimAll(), COMPLETED);
    assertThat(claimAll()).isEmpty();
    fixture.advance(MINUTE.minusSeconds(1));
    assertThat(claimAll()).isEmpty();
    fixture.advance(Duration.ofSeconds(1));

    assertThat(claimAll()).hasSize(3);
    assertThat(claimAll()).isEmpty();
  }

  @Test
  void limits_ofRunningAndBegun_bothApply() {
    committed(begun("clerk", 3), running("clerk", 2));
    ready("clerk", 10);

    List<Claim> two = claimAll();
    assertThat(two).hasSize(2);
    settleAll(two, COMPLETED);
    assertThat(claimAll()).hasSize(1);
    fixture.advance(MINUTE);
    assertThat(claimAll()).hasSize(1);
  }

  @Test
  void aLimit_isChanged_andTakenAway_whileStepsRun() {
    committed(running("clerk", 4));
    ready("clerk", 20);
    List<Claim> four = claimAll();
    assertThat(four).hasSize(4);

    committed(running("clerk", 2));
    settleAll(four.subList(0, 2), COMPLETED);
    assertThat(claimAll()).isEmpty();
    settle(four.get(2), COMPLETED);
    assertThat(claimAll()).hasSize(1);
    committed(running("clerk", 5));
    assertThat(claimAll()).hasSize(3);
    committed(running("clerk", 0));
    assertThat(claimAll()).hasSize(20 - 4 - 1 - 3);
  }

  /** Also a process that has claimed without limits so far, and was not told of it. */
  @Test
  void theFirstLimit_countsInOtherProcessesAtOnce() {
    Storage other = handle(1);
    UUID me = other.work().register("other", LEASE);
    assertThat(other.work().claim(me, null, 10)).isEmpty();
    ready("clerk", 6);

    committed(running("clerk", 2));
    assertThat(other.work().claim(me, null, 10)).hasSize(2);
    assertThat(other.work().claim(me, null, 10)).isEmpty();
    committed(running("clerk", 0));
    assertThat(other.work().claim(me, null, 10)).hasSize(4);
  }

  @Test
  void aLimitedRole_takesNoTurnFromOthers() {
    committed(running("slow", 1));
    ready("slow", 200);
    ready("fast", 40);

    List<Claim> claims = claimUpTo(worker, null, 41);

    assertThat(claims).filteredOn(claim -> claim.role().equals("slow")).hasSize(1);
    assertThat(claims).filteredOn(claim -> claim.role().equals("fast")).hasSize(40);
  }

  @Test
  void manyTenantsWithoutRoom_doNotKeepOthersWaiting() {
    int many = 150;
    for (int i = 0; i < many; i++) {
      String tenant = "tenant-%03d".formatted(i);
      assertThat(storage.commit(set(tenant, running(null, 1))).isCommitted()).isTrue();
      start(tenant, 0, Phase.OPEN, steps("clerk", 2));
    }
    assertThat(claimsWithin(4, many)).hasSize(many);
    start("zebra", 0, Phase.OPEN, steps("clerk", 1));
    start("aardvark", 0, Phase.OPEN, steps("clerk", 1));

    List<Claim> claims = claimsWithin(6, 10);

    assertThat(claims).extracting(Claim::tenant).containsExactlyInAnyOrder("zebra", "aardvark");
  }

  private List<Claim> claimsWithin(int calls, int max) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      claims.addAll(storage.work().claim(worker, null, max));
    }
    return claims;
  }

  @Test
  void claims_ofManyWorkersWhoComeAndGo_neverExceedTheLimit() {
    int most = 3;
    int steps = 160;
    committed(running("clerk", most));
    UUID execution = ready("clerk", steps);
    AtomicInteger inHand = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    long end = System.nanoTime() + Duration.ofSeconds(100).toNanos();
    Contention.run(
        4,
        number -> {
          Storage mine = handle(number);
          Random random = new Random(number);
          UUID me = mine.work().register("worker " + number, LEASE);
          while (done.get() < steps && System.nanoTime() < end) {
            List<Claim> claims = mine.work().claim(me, null, 1 + random.nextInt(4));
            List<Claim> own = claims.stream().filter(claim -> !claim.isEnd()).toList();
            highest.accumulateAndGet(inHand.addAndGet(own.size()), Math::max);
            if (own.isEmpty()) {
              Thread.onSpinWait();
              continue;
            }
            assertThat(mine.work().step(TENANT, execution, own.get(0).index())).isPresent();
            inHand.addAndGet(-own.size());
            if (random.nextInt(5) == 0) {
              mine.work().deregister(me);
              me = mine.work().register("worker " + number, LEASE);
              continue;
            }
            for (Claim claim : own) {
              boolean completed = random.nextInt(4) > 0;
              Change settling = settling(claim, me, completed ? COMPLETED : RELEASED);
              assertThat(mine.commit(set(settling)).isCommitted()).isTrue();
              done.addAndGet(completed ? 1 : 0);
            }
          }
          return me;
        });

    assertThat(done).hasValue(steps);
    assertThat(highest.get()).isEqualTo(most);
    assertThat(states(execution)).containsOnly(StepState.COMPLETED);
  }

  @Test
  void whatMakesNoSense_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> running("clerk", -1));
    assertThatIllegalArgumentException().isThrownBy(() -> running("clerk", 1001));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LimitSteps("clerk", LimitOf.RUNNING, 1, MINUTE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LimitSteps("clerk", LimitOf.BEGUN, 1, Duration.ZERO));
  }
}
