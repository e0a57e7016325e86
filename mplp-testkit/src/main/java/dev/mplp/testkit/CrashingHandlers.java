package dev.mplp.testkit;

import dev.mplp.Mplp;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.Compensator;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The handlers and compensators of a test, which every process of its has, and which let their
 * process crash where the test wants it.
 */
final class CrashingHandlers {

  private final Map<String, Registered> byRole = new LinkedHashMap<>();
  private final AtomicReference<@Nullable CrashPoint> nextCrash = new AtomicReference<>();
  private final Supplier<TestProcess> process;
  private @Nullable StepHandler fallback;

  private record Registered(StepHandler handler, @Nullable Compensator compensator) {}

  /**
   * None yet.
   *
   * @param process the process that crashes
   */
  CrashingHandlers(Supplier<TestProcess> process) {
    this.process = process;
  }

  private StepHandler crashing(StepHandler handler) {
    return call -> {
      crashAt(CrashPoint.BEFORE_HANDLER);
      StepResult result = handler.handle(call);
      crashAfter();
      return result;
    };
  }

  private Compensator crashingUndo(Compensator compensator) {
    return call -> {
      crashAt(CrashPoint.BEFORE_HANDLER);
      CompensationResult result = compensator.compensate(call);
      crashAfter();
      return result;
    };
  }

  private void crashAfter() {
    crashAt(CrashPoint.AFTER_HANDLER);
    if (nextCrash.compareAndSet(CrashPoint.AFTER_RESULT, null)) {
      process.get().crashWithNextResult();
    }
  }

  private void crashAt(CrashPoint point) {
    if (nextCrash.compareAndSet(point, null)) {
      process.get().crash();
      throw new IllegalStateException("the process crashes " + point);
    }
  }

  void crashNext(CrashPoint point) {
    nextCrash.set(point);
  }

  /**
   * Registers with these processes and all that follow.
   *
   * @throws IllegalStateException if the role has a handler already
   */
  void register(
      String role, StepHandler handler, @Nullable Compensator compensator, Mplp... processes) {
    Registered registered =
        new Registered(crashing(handler), compensator == null ? null : crashingUndo(compensator));
    for (Mplp one : processes) {
      register(one, role, registered);
    }
    byRole.put(role, registered);
  }

  /**
   * Registers the default handler with these processes and all that follow.
   *
   * @throws IllegalStateException if there is one already
   */
  void registerDefault(StepHandler handler, Mplp... processes) {
    StepHandler crashing = crashing(handler);
    for (Mplp one : processes) {
      one.handlers().registerDefault(crashing);
    }
    fallback = crashing;
  }

  /** Registers everything with a new process. */
  void registerAll(Mplp started) {
    byRole.forEach((role, registered) -> register(started, role, registered));
    if (fallback != null) {
      started.handlers().registerDefault(fallback);
    }
  }

  private static void register(Mplp mplp, String role, Registered registered) {
    if (registered.compensator() == null) {
      mplp.handlers().register(role, registered.handler());
    } else {
      mplp.handlers().register(role, registered.handler(), registered.compensator());
    }
  }
}
