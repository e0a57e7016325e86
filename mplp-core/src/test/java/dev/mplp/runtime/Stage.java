package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Turnstile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One storage behind a turnstile, a runtime over it and, when asked for, more of them. */
final class Stage implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(20);

  private final Storage memory = InMemoryStorage.create();
  final Turnstile turnstile = new Turnstile(memory);
  final Mplp mplp;
  final Mplp boss;
  final Context context;
  private final List<Mplp> all = new ArrayList<>();

  Stage() {
    this(new RuntimeListener() {});
  }

  Stage(RuntimeListener listener) {
    this(listener, ApprovalChooser.NONE);
  }

  Stage(ApprovalChooser chooser) {
    this(new RuntimeListener() {}, chooser);
  }

  private Stage(RuntimeListener listener, ApprovalChooser chooser) {
    mplp = builder(turnstile.storage()).listener(listener).approvals(chooser).build();
    all.add(mplp);
    boss = mplp.as(Principal.of("carol", "boss"));
    context = mplp.contexts().open("Stage", Root.of("lab", "test"));
  }

  /** The storage itself. */
  Storage memory() {
    return memory;
  }

  /** Another process over this storage. */
  Mplp runtime(Storage storage, RuntimeListener listener) {
    Mplp another = builder(storage).listener(listener).build();
    all.add(another);
    return another;
  }

  MplpRuntime.Builder builder(Storage storage) {
    return MplpRuntime.builder()
        .storage(storage)
        .principal(Principal.of("alice", "requester"))
        .concurrency(4)
        .lease(Duration.ofMillis(400))
        .poll(Duration.ofMillis(20));
  }

  PlanBuilder plan() {
    return Plan.builder(context.contextId(), "Stage", "See what happens");
  }

  /** Approves the only thing that waits for the boss. */
  void approve() {
    Approval asked = asked();
    boss.confirms().approve(asked.confirm().confirmId(), asked.digest(), null);
  }

  /** The only thing that waits for the boss, once there is one. */
  Approval asked() {
    eventually(() -> !boss.confirms().inbox(null, 10).items().isEmpty());
    List<ApprovalSummary> items = boss.confirms().inbox(null, 10).items();
    assertThat(items).hasSize(1);
    return boss.confirms().get(items.get(0).confirmId());
  }

  StepStatus status(Plan plan, StepId step) {
    return mplp.plans().get(plan.planId()).steps().stream()
        .filter(candidate -> candidate.stepId().equals(step))
        .findFirst()
        .orElseThrow()
        .status();
  }

  static ExecutionResult end(Execution execution) {
    try {
      return execution.await(SOON);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Does something on a thread of its own. */
  static CompletableFuture<Void> meanwhile(Runnable task) {
    return CompletableFuture.runAsync(task, task2 -> new Thread(task2, "meanwhile").start());
  }

  /** Waits for it; what it threw is thrown. */
  static void join(CompletableFuture<Void> task) {
    try {
      task.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof TimeoutException) {
        throw new AssertionError("not done in time");
      }
      throw e;
    }
  }

  static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    all.forEach(runtime -> runtime.close(Duration.ofSeconds(5)));
  }
}
