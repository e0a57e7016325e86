package dev.mplp.runtime.administration;

import dev.mplp.administration.AdministrativeAct;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.object.AdministrativeActs;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does and what takes its time: an act tells that it was begun before anything is
 * changed, and another one how it ended. Whose process dies leaves the first.
 */
final class Deed {

  private static final int LONGEST_ERROR = 500;

  private final Caller caller;
  private final String begun;
  private final String done;
  private final String failed;
  private final String reason;
  private @Nullable AdministrativeAct first;

  private Deed(Caller caller, String begun, String done, String failed, String reason) {
    this.caller = caller;
    this.begun = begun;
    this.done = done;
    this.failed = failed;
    this.reason = reason;
  }

  static Deed sweep(Caller caller, String reason) {
    return new Deed(
        caller,
        AdministrativeAct.SWEEP_BEGUN,
        AdministrativeAct.SWEEP,
        AdministrativeAct.SWEEP_FAILED,
        reason);
  }

  static Deed erasure(Caller caller, String reason) {
    return new Deed(
        caller,
        AdministrativeAct.ERASURE_BEGUN,
        AdministrativeAct.ERASURE,
        AdministrativeAct.ERASURE_FAILED,
        reason);
  }

  /** Something is about to be changed; the log is told. */
  AdministrativeAct begin(JsonObject details) {
    AdministrativeAct act = AdministrativeActs.of(caller, begun, reason, details);
    commit(AdministrativeActs.record(act));
    first = act;
    return act;
  }

  /** Something may be about to be changed; the log is told at the end, if it was. Once. */
  void beginQuietly() {
    if (first == null) {
      AdministrativeAct act = AdministrativeActs.of(caller, begun, reason, JsonObject.empty());
      commit(List.of(AdministrativeActs.put(act)));
      first = act;
    }
  }

  /** Nothing was changed: there is nothing to tell. */
  void undone() {
    AdministrativeAct act = first;
    if (act != null) {
      commit(List.of(new Change.DeleteDocument(Kinds.ACT, act.id(), 1)));
    }
  }

  /** It came to its end. */
  void completed(JsonObject details) {
    end(done, details.toBuilder());
  }

  /** It was broken off after so much; nothing to tell when it was not begun. */
  void failed(JsonObject details, RuntimeException error) {
    if (first == null) {
      return;
    }
    String text = String.valueOf(error.getMessage());
    try {
      end(
          failed,
          details.toBuilder()
              .put("error", error.getClass().getSimpleName())
              .put("message", text.substring(0, Math.min(text.length(), LONGEST_ERROR))));
    } catch (RuntimeException e) {
      error.addSuppressed(e); // the act that it was begun stays
    }
  }

  private void end(String act, JsonObject.Builder details) {
    AdministrativeAct before = first;
    if (before != null) {
      details.put("begun", before.id());
    }
    commit(AdministrativeActs.record(AdministrativeActs.of(caller, act, reason, details.build())));
  }

  private void commit(List<Change> changes) {
    caller.commits().commit(ChangeSet.builder(caller.tenant()).addAll(changes).build());
  }
}
