package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Expiry;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.observe.WorkCounts;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a listener is told of all that is going on. */
class WorkCountsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final ApprovalPolicy ADA = ApprovalPolicy.single(Approver.subject("ada"));

  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryStorage storage = InMemoryStorage.builder().clock(time::get).build();

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void everything_isCountedOnce_ofAllTenants() throws InterruptedException {
    try (Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      start(mplp, Gates.NONE);
      start(mplp, before(ADA));
      Mplp other = mplp.as(Principal.of(Tenant.of("other"), "carol"));
      start(other, before(ADA.expiring(Expiry.extendAfter(HOUR, HOUR, 1))));
    }
    assertThat(counted()).isEqualTo(new WorkCounts(3, 2, 0));
    time.updateAndGet(now -> now.plus(HOUR));
    try (Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      Mplp other = mplp.as(Principal.of(Tenant.of("other"), "carol"));
      ActFilter extended = ActFilter.all().withKind(ApprovalAct.Kind.EXTENDED);
      await(() -> !other.confirms().acts(extended, null, 1).items().isEmpty());
    }
    assertThat(counted()).isEqualTo(new WorkCounts(3, 2, 1));
  }

  private static Gates before(ApprovalPolicy policy) {
    return Gates.NONE.beforePlan(ApprovalRequest.of(policy));
  }

  private static void start(Mplp mplp, Gates gates) {
    Context context = mplp.contexts().open("Loan", Root.of("finance", "staging"));
    Plan plan =
        Plan.builder(context.contextId(), "Assess", "Decide").step("Fetch", "nobody").build();
    mplp.plans().create(plan);
    mplp.plans().execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
  }

  private WorkCounts counted() throws InterruptedException {
    BlockingQueue<WorkCounts> told = new LinkedBlockingQueue<>();
    RuntimeListener listener =
        new RuntimeListener() {
          @Override
          public void workCounted(WorkCounts counts) {
            told.add(counts);
          }
        };
    Mplp mplp = MplpRuntime.builder().storage(storage).listener(listener).build();
    try {
      return told.poll(30, TimeUnit.SECONDS);
    } finally {
      mplp.close();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
