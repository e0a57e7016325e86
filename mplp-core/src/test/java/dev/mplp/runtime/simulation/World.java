package dev.mplp.runtime.simulation;

import dev.mplp.agent.CompensationCall;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.Decision;
import dev.mplp.agent.Growth;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.plan.PlanStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What lies outside of all processes: the effects that steps have, each done once by its key, and
 * who was called for what. The first word of a step's description says how its handler behaves.
 */
final class World {

  static final Set<String> KINDS =
      Set.of(
          "does", "fails", "wavers", "throws", "waits", "asks", "slow", "deaf", "hangs", "grows");

  private final Map<String, Integer> effects = new ConcurrentHashMap<>();
  private final Map<String, Integer> undone = new ConcurrentHashMap<>();
  private final Set<String> calls = ConcurrentHashMap.newKeySet();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  private final CountDownLatch over = new CountDownLatch(1);

  StepResult handle(StepCall call) throws Exception {
    if (!calls.add(call.idempotencyKey() + "#" + call.attempt())) {
      violations.add("attempt " + call.attempt() + " at " + call.description() + " began twice");
    }
    for (Map.Entry<StepId, JsonObject> input : call.inputs().entrySet()) {
      Integer effect = effects.get(call.executionId() + "/" + input.getKey());
      if (effect == null || !input.getValue().equals(JsonObject.of("effect", effect))) {
        violations.add(
            call.description() + " was given " + input.getValue() + ", the effect is " + effect);
      }
    }
    String kind = call.description().split(" ", 2)[0];
    return switch (kind) {
      case "does" -> done(call);
      case "fails" ->
          chance(70)
              ? StepResult.failed(StepError.permanent("NO", "it cannot be done"))
              : done(call);
      case "wavers" ->
          chance(50) ? StepResult.failed(StepError.transientError("BUSY", "not now")) : done(call);
      case "throws" -> {
        if (chance(50)) {
          throw new IllegalStateException("broken");
        }
        yield done(call);
      }
      case "waits" ->
          call.memory().has("waited")
              ? done(call)
              : StepResult.delayed(FastTime.of(5), JsonObject.of("waited", true));
      case "asks" -> ask(call);
      case "grows" -> {
        StepResult.Completed done = done(call);
        PlanStep next = added("does", call);
        yield StepResult.completedAdding(
            done.output(), Growth.of(next, added("wavers", call), after(next)));
      }
      case "slow" -> {
        waitMillis(ThreadLocalRandom.current().nextInt(20));
        yield done(call);
      }
      case "deaf" -> {
        long end = System.nanoTime() + Duration.ofMillis(15).toNanos();
        while (System.nanoTime() < end) {
          LockSupport.parkNanos(1_000_000);
        }
        yield done(call);
      }
      case "hangs" -> {
        if (chance(60)) {
          waitMillis(2_000);
        }
        yield done(call);
      }
      default -> throw new IllegalArgumentException(call.description());
    };
  }

  /** So long, or until the world ends. */
  private void waitMillis(long millis) throws InterruptedException {
    boolean unused = over.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Nobody waits for anything any more. */
  void end() {
    over.countDown();
  }

  private StepResult ask(StepCall call) {
    ApprovalRequest request =
        ApprovalRequest.of(Approver.role("boss")).showing(JsonObject.of("sum", 5000));
    Optional<Decision> decision = call.decision("may I", request);
    if (decision.isEmpty()) {
      return StepResult.ask("may I", request, JsonObject.of("asked", true));
    }
    return decision.get().approved()
        ? done(call)
        : StepResult.failed(StepError.permanent("REFUSED", "the boss said no"));
  }

  /** Whoever comes second finds what the first one did. */
  private StepResult.Completed done(StepCall call) {
    Integer before = effects.putIfAbsent(call.idempotencyKey(), call.attempt());
    return new StepResult.Completed(
        JsonObject.of("effect", before == null ? call.attempt() : before.intValue()));
  }

  private static PlanStep added(String kind, StepCall call) {
    return PlanStep.builder(kind + " more of " + call.description())
        .agentRole(call.role().isEmpty() ? null : call.role())
        .dependencies(List.of(call.stepId()))
        .build();
  }

  private static PlanStep after(PlanStep step) {
    return PlanStep.builder("does what follows").dependencies(List.of(step.stepId())).build();
  }

  CompensationResult undo(CompensationCall call) throws Exception {
    if (!calls.add(call.idempotencyKey() + "#" + call.attempt())) {
      violations.add("attempt " + call.attempt() + " to undo " + call.description() + " twice");
    }
    String step = call.executionId() + "/" + call.stepId();
    Integer effect = effects.get(step);
    if (effect == null || !call.output().equals(JsonObject.of("effect", effect))) {
      violations.add(call.description() + " is undone with " + call.output() + " not " + effect);
    }
    for (StepId before : call.inputs().keySet()) {
      if (undone.containsKey(call.executionId() + "/" + before)) {
        violations.add(call.description() + " is undone after what it depended on");
      }
    }
    if (chance(15)) {
      throw new IllegalStateException("not yet");
    } else if (chance(5)) {
      return CompensationResult.failed(StepError.permanent("NO", "it cannot be undone"));
    } else if (chance(10) && call.memory().isEmpty()) {
      return CompensationResult.delayed(FastTime.of(5), JsonObject.of("waited", true));
    } else if (chance(5)) {
      waitMillis(60);
    }
    Integer before = undone.putIfAbsent(step, call.attempt());
    return CompensationResult.compensated(
        JsonObject.of("undone", before == null ? call.attempt() : before.intValue()));
  }

  /** By which attempt a step was undone; null when it was not. */
  Integer undone(ExecutionId execution, StepId step) {
    return undone.get(execution + "/" + step);
  }

  private static boolean chance(int percent) {
    return ThreadLocalRandom.current().nextInt(100) < percent;
  }

  /** By which attempt the effect of a step was made; null when there is none. */
  Integer effect(String idempotencyKey) {
    return effects.get(idempotencyKey);
  }

  boolean wasCalled(String idempotencyKey, int attempt) {
    return calls.contains(idempotencyKey + "#" + attempt);
  }

  Queue<String> violations() {
    return violations;
  }
}
