package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Work.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link dev.mplp.spi.Work#claim}: what is claimed, by whom, in which order; the backlog. */
public abstract class ClaimContract extends WorkKit {

  private static final int BIG = 1_000;

  @Test
  void claim_tellsAllThatIsNeeded() {
    UUID execution = UUID.randomUUID();
    Change.StartExecution start =
        StepPlans.start(execution, 0, Phase.OPEN, StepPlans.independent(1));
    committed(start);
    Instant before = storage.now();

    Claim claim = claimOne();

    assertThat(claim.tenant()).isEqualTo(TENANT);
    assertThat(claim.executionId()).isEqualTo(execution);
    assertThat(claim.runId()).isEqualTo(start.runId());
    assertThat(claim.contextId()).isEqualTo(StepPlans.CONTEXT);
    assertThat(claim.index()).isZero();
    assertThat(claim.stepId()).isEqualTo(start.steps().get(0).stepId());
    assertThat(claim.role()).isEqualTo(StepPlans.ROLE);
    assertThat(claim.attempt()).isEqualTo(1);
    assertThat(claim.failures()).isZero();
    assertThat(claim.lost()).isZero();
    assertThat(claim.continued()).isFalse();
    assertThat(claim.startedAt()).isBetween(before, storage.now());
    assertThat(claim.payload()).isEqualTo(start.steps().get(0).payload());
    assertThat(step(claim).state()).isEqualTo(StepState.RUNNING);
  }

  @Test
  void claim_countsAttemptsUp_andWritesARecordEach() {
    UUID execution = start(0, StepPlans.independent(1));
    List<Claim> claims = new ArrayList<>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      Claim claim = claimOne();
      assertThat(claim.attempt()).isEqualTo(attempt);
      settle(claim, RELEASED);
      claims.add(claim);
    }

    List<LogRecord> started = records(LogEntry.STEP_STARTED);

    assertThat(started).hasSize(3);
    for (int i = 0; i < 3; i++) {
      LogEntry entry = started.get(i).entry();
      Claim claim = claims.get(i);
      assertThat(entry.attempt()).isEqualTo(claim.attempt());
      assertThat(entry.executionId()).isEqualTo(execution);
      assertThat(entry.runId()).isEqualTo(claim.runId());
      assertThat(entry.stepId()).isEqualTo(claim.stepId());
      assertThat(entry.contextId()).isEqualTo(claim.contextId());
      assertThat(entry.body()).isEqualTo(claim.payload());
    }
  }

  @Test
  void claim_ofAParkedStep_writesThatItGoesOn() {
    UUID execution = start(0, StepPlans.independent(1));
    settle(claimOne(), PARKED);
    goOn(execution, 0);
    Claim continued = claimOne();

    assertThat(records(LogEntry.STEP_STARTED)).hasSize(1);
    List<LogRecord> records = records(LogEntry.STEP_CONTINUED);
    assertThat(records).hasSize(1);
    assertThat(records.get(0).entry().attempt()).isEqualTo(continued.attempt()).isEqualTo(2);
    assertThat(records.get(0).entry().body()).isEqualTo(continued.payload());
  }

  @Test
  void claim_ofTheEnd_writesNoRecord() {
    start(0, List.of());
    assertThat(claimOne().isEnd()).isTrue();
    assertThat(sequenced(TENANT)).isEmpty();
  }

  @Test
  void claim_givesAtMostAsManyAsAsked() {
    start(0, StepPlans.independent(25));
    assertThat(storage.work().claim(worker, null, 1)).hasSize(1);
    int some = storage.work().claim(worker, null, 7).size();
    assertThat(some).isBetween(1, 7);
    assertThat(claimAll()).hasSize(24 - some);
    assertThat(storage.work().claim(worker, null, 7)).isEmpty();
  }

  @Test
  void claim_withRoles_givesTheirStepsAndEndsOnly() {
    start(
        0,
        List.of(
            StepPlans.step(0, "analyst", List.of(), StepState.WAITING),
            StepPlans.step(1, "clerk", List.of(), StepState.WAITING),
            StepPlans.step(2, "", List.of(), StepState.WAITING)));
    start(0, List.of());

    assertThat(claimAll(worker, Set.of("analyst", "nobody")))
        .extracting(claim -> claim.isEnd() ? "end" : claim.role())
        .containsExactlyInAnyOrder("end", "analyst");
    assertThat(claimAll(worker, Set.of())).isEmpty();
    assertThat(claimAll(worker, Set.of(""))).extracting(Claim::index).containsExactly(2);
    assertThat(claimAll(worker, null)).extracting(Claim::role).containsExactly("clerk");
  }

  @Test
  void claim_byAnUnknownWorker_isEmpty() {
    start(0, StepPlans.independent(1));
    assertThat(storage.work().claim(UUID.randomUUID(), null, 10)).isEmpty();
    assertThat(claimAll()).hasSize(1);
  }

  @Test
  void claim_aSmallExecutionDoesNotWaitForABigOne() {
    start(0, StepPlans.independent(BIG));
    claimUpTo(worker, null, 20);
    UUID small = start(0, StepPlans.independent(1));

    List<Claim> next = claimUpTo(worker, null, 30);

    assertThat(next).extracting(Claim::executionId).contains(small);
  }

  @Test
  void claim_manySmallExecutionsDoNotWaitForABigOne() {
    start(0, StepPlans.independent(BIG));
    List<UUID> small = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      small.add(start(0, StepPlans.independent(2)));
    }

    List<Claim> next = claimUpTo(worker, null, 150);

    assertThat(next).extracting(Claim::executionId).containsAll(small);
  }

  @Test
  void claim_aBigExecutionDoesNotWaitForSmallOnesThatKeepComing() {
    UUID big = start(0, StepPlans.independent(100));
    int ofBig = 0;
    for (int round = 0; round < 50; round++) {
      for (int i = 0; i < 4; i++) {
        start(0, StepPlans.independent(1));
      }
      fixture.advance(Duration.ofSeconds(10));
      List<Claim> claims = claimUpTo(worker, null, 12);
      ofBig += (int) claims.stream().filter(c -> c.executionId().equals(big)).count();
      settleAll(claims, COMPLETED);
    }
    assertThat(ofBig).isGreaterThanOrEqualTo(50);
  }

  @Test
  void claim_tenantsTakeTurns() {
    start(0, StepPlans.independent(BIG));
    start(OTHER_TENANT, 0, Phase.OPEN, StepPlans.independent(5));

    List<Claim> next = claimUpTo(worker, null, 30);

    assertThat(next).filteredOn(claim -> claim.tenant().equals(OTHER_TENANT)).hasSize(5);
  }

  @Test
  void claim_rolesTakeTurns() {
    start(0, StepPlans.ofRole(BIG, "analyst"));
    start(0, StepPlans.ofRole(5, "clerk"));

    for (Set<String> roles : Arrays.asList(null, Set.of("analyst", "clerk"))) {
      List<Claim> next = claimUpTo(worker, roles, 30);
      assertThat(next).filteredOn(claim -> claim.role().equals("clerk")).hasSize(5);
      settleAll(next, RELEASED);
    }
  }

  @Test
  void claim_oneByOne_rolesAndTenantsTakeTurnsToo() {
    // Both ways round, so that no fixed order of roles or tenants passes.
    oneByOne("analyst", TENANT, "clerk", OTHER_TENANT);
    oneByOne("clerk", OTHER_TENANT, "analyst", TENANT);
  }

  private void oneByOne(String many, String busy, String few, String quiet) {
    start(busy, 0, Phase.OPEN, StepPlans.ofRole(BIG, many));
    UUID otherRole = start(busy, 0, Phase.OPEN, StepPlans.ofRole(3, few));
    UUID otherTenant = start(quiet, 0, Phase.OPEN, StepPlans.ofRole(3, many));
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      claims.addAll(storage.work().claim(worker, null, 1));
    }

    assertThat(claims).filteredOn(claim -> claim.executionId().equals(otherRole)).hasSize(3);
    assertThat(claims).filteredOn(claim -> claim.executionId().equals(otherTenant)).hasSize(3);
    storage.work().deregister(worker);
    for (UUID execution : List.of(otherRole, otherTenant)) {
      String tenant = execution.equals(otherRole) ? busy : quiet;
      storage.commit(set(tenant, control(execution, Phase.OPEN, Phase.CLOSED)));
    }
    registerWorker();
  }

  @Test
  void claim_oneByOne_aChainThatAlwaysHasAStepReadyDoesNotStarveOthers() {
    for (List<String> roles : List.of(List.of("analyst", "clerk"), List.of("clerk", "analyst"))) {
      start(0, StepPlans.chain(40, roles.get(0)));
      start(0, StepPlans.ofRole(40, roles.get(1)));
      List<Claim> claims = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Claim claim = storage.work().claim(worker, Set.copyOf(roles), 1).get(0);
        settle(claim, COMPLETED);
        claims.add(claim);
      }

      for (String role : roles) {
        assertThat(claims)
            .filteredOn(claim -> claim.role().equals(role))
            .hasSizeGreaterThanOrEqualTo(5);
      }
      completeAll();
    }
  }

  @Test
  void claim_endsDoNotWaitForSteps() {
    start(0, StepPlans.independent(BIG));
    start(0, List.of());
    assertThat(claimUpTo(worker, null, 30)).filteredOn(Claim::isEnd).hasSize(1);
  }

  @Test
  void backlog_countsWhatIsClaimable_byTenantAndRole() {
    start(2, StepPlans.ofRole(5, "analyst"));
    start(0, StepPlans.ofRole(3, "clerk"));
    start(OTHER_TENANT, 0, Phase.OPEN, StepPlans.ofRole(4, "clerk"));
    start(0, List.of());
    Claim claimed =
        claimAll(worker, Set.of("analyst")).stream()
            .filter(claim -> !claim.isEnd())
            .findFirst()
            .orElseThrow();
    fixture.advance(Duration.ofMinutes(1));

    List<Backlog> backlog = storage.work().backlog();

    assertThat(backlog)
        .extracting(Backlog::tenant, Backlog::role, Backlog::count)
        .containsExactlyInAnyOrder(tuple(TENANT, "clerk", 3L), tuple(OTHER_TENANT, "clerk", 4L));
    assertThat(backlog)
        .allMatch(row -> row.oldest().compareTo(Duration.ofMinutes(1)) >= 0)
        .allMatch(row -> row.oldest().compareTo(Duration.ofMinutes(5)) < 0);
    settle(claimed, new Settlement.Release());
    assertThat(storage.work().backlog()).hasSize(3);
  }
}
