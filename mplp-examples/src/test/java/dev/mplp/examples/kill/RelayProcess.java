package dev.mplp.examples.kill;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.observe.RelayFigures;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A replica on its own, set up by its environment: does steps, and relays events or waits to. */
final class RelayProcess {

  static final String READY = "ready";
  static final String RELAYS = "relays";
  static final Duration LEASE = Duration.ofSeconds(2);

  private RelayProcess() {}

  /** Runs a replica until it is killed; says when it relays. */
  public static void main(String[] args) {
    Mplp mplp = MplpRuntime.builder(System.getenv()).lease(LEASE).concurrency(4).build();
    mplp.handlers().registerDefault(call -> StepResult.completed());
    System.out.println(READY);
    boolean before = false;
    while (!Thread.currentThread().isInterrupted()) {
      boolean now = mplp.relay().map(RelayFigures::relaying).orElse(false);
      if (now && !before) {
        System.out.println(RELAYS);
      }
      before = now;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
