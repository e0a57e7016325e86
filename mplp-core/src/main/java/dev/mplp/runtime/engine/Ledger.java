package dev.mplp.runtime.engine;

import java.util.UUID;

/**
 * Keeps account of the steps in a worker's hands. An attempt is over for its thread and for the
 * storage, in whatever order: a handler that ignores its interrupt keeps its place although its
 * step was settled long ago.
 */
final class Ledger {

  private final WorkerIds ids;
  private final Places places;
  private final Running running;
  private final Runnable freed;

  /**
   * An empty ledger.
   *
   * @param freed is run when a place became free of which no commit of a result tells
   */
  Ledger(WorkerIds ids, Places places, Running running, Runnable freed) {
    this.ids = ids;
    this.places = places;
    this.running = running;
    this.freed = freed;
  }

  /** Whether the lease under which the step was claimed is still kept alive. */
  boolean isOurs(Attempt attempt) {
    return ids.isHeld(attempt.worker());
  }

  void running(Attempt attempt) {
    running.add(attempt);
  }

  boolean isStopped(Attempt attempt) {
    return running.isStopped(attempt);
  }

  /** Its thread has come back, or it never had one. */
  void back(Attempt attempt) {
    places.took(attempt.nanos());
    places.giveBack(1);
    if (over(attempt)) {
      freed.run();
    }
  }

  /** Its settlement was answered. */
  void settled(Attempt attempt) {
    over(attempt);
  }

  private boolean over(Attempt attempt) {
    if (!attempt.giveUp()) {
      return false;
    }
    running.remove(attempt);
    finished(attempt.worker());
    return true;
  }

  /** A claim that was no attempt is done, or left to others. */
  void done(UUID worker) {
    places.giveBack(1);
    finished(worker);
    freed.run();
  }

  /** Its step stays claimed under this id and goes back with it, once the rest has settled. */
  void leftToOthers(UUID worker) {
    ids.change(worker);
    done(worker);
  }

  private void finished(UUID worker) {
    ids.settled(worker);
    places.finished();
  }
}
