package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmSummary;
import dev.mplp.confirm.Expiry;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ObjectId;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many people do anything at once on two replicas, one of which loses commits and answers, while
 * plans change and time passes. Whatever comes of it, no gate opens that the policy forbids, none
 * twice, and what was done adds up for an auditor.
 */
public abstract class ApprovalRandomContract extends ApprovalKit {

  private static final int PLANS = 8;
  private static final int ACTS = 60;
  private static final int THREADS = 3;
  private static final Map<String, Set<String>> ROLES =
      Map.of(
          "carol", Set.of("risk"),
          "ada", Set.of("risk", "legal"),
          "bob", Set.of("risk"),
          "dave", Set.of("legal"),
          "erin", Set.of());
  private static final List<String> PEOPLE = List.copyOf(ROLES.keySet());
  private static final Set<String> REFUSALS =
      Set.of(
          "PERMISSION_DENIED",
          "INVALID_TRANSITION",
          "CONTENT_CHANGED",
          "VERSION_CONFLICT",
          "EXECUTION_OPEN",
          "OUTCOME_UNKNOWN");

  /** Seen by every test of the class together. */
  private final Map<ApprovalAct.Kind, Integer> kinds = new EnumMap<>(ApprovalAct.Kind.class);

  /** For the storages. */
  protected ApprovalRandomContract() {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anything_byAnybody_opensNoGateThatThePolicyForbids(long seed) throws Exception {
    AtomicReference<FaultyStorage> faulty = new AtomicReference<>();
    Mplp replica =
        anotherBehind(
            storage -> {
              faulty.set(new FaultyStorage(storage, seed, 0.04, 0.04));
              return faulty.get();
            });
    Random random = new Random(seed);
    Map<Plan, ApprovalPolicy> policies = new ConcurrentHashMap<>();
    Map<Plan, Execution> executions = new ConcurrentHashMap<>();
    for (int i = 0; i < PLANS; i++) {
      Plan plan = plan("Pay " + i);
      ApprovalPolicy policy = i == 0 ? policy(random).delegable(1) : policy(random);
      policies.put(plan, policy);
      executions.put(plan, asks(plan, policy));
      // for one act of each of these kinds there is, whatever chance does
      if (i == 0) {
        PEOPLE.forEach(subject -> quietly(() -> handOn(plan, subject)));
      } else if (i == 1) {
        PEOPLE.forEach(
            subject ->
                quietly(() -> person(mplp(), subject).confirms().reject(confirm(plan), "no")));
      }
    }
    List<Plan> plans = List.copyOf(policies.keySet());
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random own = new Random(seed * 31 + thread);
      Mplp process = thread == 0 ? replica : mplp();
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                for (int act = 0; act < ACTS; act++) {
                  act(own, process, plans.get(own.nextInt(plans.size())));
                }
              },
              task -> new Thread(task, "people").start()));
    }
    CompletableFuture.allOf(threads.toArray(new CompletableFuture<?>[0]))
        .orTimeout(120, TimeUnit.SECONDS)
        .join();
    assertThat(faulty.get().faults()).as("something was lost").isPositive();
    faulty.get().recover();
    finish(executions.values());
    int completed = audit(policies, executions);
    assertThat(completed).as("some are approved").isPositive();
    assertThat(done).as("each approved plan once").hasValue(completed);
    assertThat(kinds)
        .containsKeys(
            ApprovalAct.Kind.APPROVED, ApprovalAct.Kind.REJECTED, ApprovalAct.Kind.DELEGATED);
  }

  /** Withdraws what is still open. */
  private void finish(Iterable<Execution> executions) throws InterruptedException {
    for (Execution execution : executions) {
      eventually(
          () -> {
            if (execution.snapshot().state().isTerminal()) {
              return true;
            }
            ConfirmId gate = execution.snapshot().gate();
            if (gate != null && mplp().confirms().get(gate).isOpen()) {
              quietly(() -> as("carol").confirms().cancel(gate, "the day is over"));
            }
            return false;
          });
    }
  }

  private int audit(Map<Plan, ApprovalPolicy> policies, Map<Plan, Execution> executions)
      throws InterruptedException {
    Set<Object> consumed = new HashSet<>();
    for (EventRecord record : records("confirm.consumed")) {
      Object id = Objects.requireNonNull(record.subject());
      assertThat(consumed.add(id)).as("%s is used once", id).isTrue();
    }
    int completed = 0;
    for (Plan plan : policies.keySet()) {
      int used = 0;
      ConfirmFilter filter = ConfirmFilter.all().withTarget(new ObjectId(plan.planId().uuid()));
      for (ConfirmSummary summary : mplp().confirms().list(filter, null, 500).items()) {
        List<ApprovalAct> acts = acts(ActFilter.all().withConfirm(summary.confirmId()));
        acts.forEach(act -> kinds.merge(act.kind(), 1, Integer::sum));
        Approval approval = approval(summary.confirmId());
        boolean approved =
            new ApprovalAuditor(policies.get(plan), "carol", ROLES).audit(approval, acts);
        assertThat(approval.isOpen()).isFalse();
        assertThat(approved || summary.status() != ConfirmStatus.APPROVED).isTrue();
        used += approval.consumed() ? 1 : 0;
      }
      boolean isCompleted = executions.get(plan).await(SOON).isCompleted();
      assertThat(used).as("gates that were opened").isEqualTo(isCompleted ? 1 : 0);
      completed += isCompleted ? 1 : 0;
    }
    return completed;
  }

  private ConfirmId confirm(Plan plan) {
    ConfirmFilter filter = ConfirmFilter.all().withTarget(new ObjectId(plan.planId().uuid()));
    return mplp().confirms().list(filter, null, 1).items().get(0).confirmId();
  }

  private void handOn(Plan plan, String subject) {
    ConfirmId id = confirm(plan);
    String next = PEOPLE.get((PEOPLE.indexOf(subject) + 1) % PEOPLE.size());
    person(mplp(), subject).confirms().delegate(id, next, null, null);
  }

  private static Mplp person(Mplp process, String subject) {
    return process.as(Principal.of(subject, ROLES.get(subject).toArray(new String[0])));
  }

  private void act(Random random, Mplp process, Plan plan) {
    String subject = PEOPLE.get(random.nextInt(PEOPLE.size()));
    Mplp person = person(process, subject);
    int kind = random.nextInt(100);
    if (kind < 4) {
      advance(Duration.ofMinutes(40));
      return;
    }
    if (kind < 8) {
      quietly(() -> change(process, plan, random.nextInt(1000)));
      return;
    }
    ConfirmFilter filter = ConfirmFilter.all().withTarget(new ObjectId(plan.planId().uuid()));
    List<ConfirmSummary> asked = mplp().confirms().list(filter, null, 100).items();
    ConfirmId id =
        asked.get(asked.size() - 1 - random.nextInt(Math.min(2, asked.size()))).confirmId();
    String other = PEOPLE.get(random.nextInt(PEOPLE.size()));
    quietly(
        () -> {
          if (kind < 60) {
            person.confirms().approve(id, person.confirms().get(id).digest(), null);
          } else if (kind < 74) {
            person.confirms().reject(id, "no");
          } else if (kind < 88) {
            person.confirms().delegate(id, other, null, null);
          } else if (kind < 92) {
            person.confirms().takeBack(id);
          } else if (kind < 97) {
            person.confirms().escalate(id, "hurry");
          } else {
            person.confirms().cancel(id, "never mind");
          }
        });
  }

  private void change(Mplp process, Plan plan, int amount) {
    Versioned<Plan> read = process.plans().read(plan.planId());
    Plan changed =
        Plan.builder(context().contextId(), "Pay " + amount, "See who decides")
            .planId(plan.planId())
            .step("Pay", "cashier")
            .build();
    process.plans().update(changed, read.version());
  }

  private static void quietly(Runnable act) {
    try {
      act.run();
    } catch (StorageException e) {
      assertThat(e.retryable()).isTrue();
    } catch (MplpException e) {
      assertThat(REFUSALS).as(e.toString()).contains(e.code());
    }
  }

  private static ApprovalPolicy policy(Random random) {
    Approver[] some = {
      Approver.role("risk"),
      Approver.role("risk"),
      Approver.role("legal"),
      Approver.subject(PEOPLE.get(random.nextInt(PEOPLE.size())))
    };
    int k = 1 + random.nextInt(2);
    ApprovalPolicy policy =
        switch (random.nextInt(4)) {
          case 0 -> ApprovalPolicy.single(some[random.nextInt(3)]);
          case 1 -> ApprovalPolicy.anyOf(k, some);
          case 2 -> ApprovalPolicy.sequential(some[0], some[2]);
          default ->
              ApprovalPolicy.staged(ApprovalStage.anyOf(k, some), ApprovalStage.all(some[2]));
        };
    Duration hour = Duration.ofHours(1);
    policy =
        switch (random.nextInt(4)) {
          case 0 -> policy;
          case 1 -> policy.expiring(Expiry.rejectAfter(hour));
          case 2 -> policy.expiring(Expiry.extendAfter(hour, hour, 2));
          default -> policy.expiring(Expiry.escalateAfter(hour, some[2], Approver.subject("bob")));
        };
    policy = policy.delegable(random.nextInt(3));
    return random.nextInt(3) == 0 ? policy.revisableRejection() : policy;
  }
}
