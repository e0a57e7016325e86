package dev.mplp.runtime.object;

import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.role.Target;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A watch that is asked about at every look: whoever may not see it any more is told nothing more,
 * and can go on where he was when he may again.
 */
public final class CheckedWatch implements Watch {

  private final Caller caller;
  private final String capability;
  private final Target target;
  private final Watch watch;
  private long position;

  /** What was read while it could not be seen any more. */
  private List<EventRecord> kept = List.of();

  private CheckedWatch(Caller caller, String capability, Target target, Watch watch) {
    this.caller = caller;
    this.capability = capability;
    this.target = target;
    this.watch = watch;
    this.position = watch.position();
  }

  /**
   * Of an object; when it is gone, its Context still says who may see how that came about.
   *
   * @param contextId its Context, null when it has none
   */
  public static Watch of(
      Caller caller, ModuleName module, MplpId id, @Nullable ContextId contextId, Watch watch) {
    Target target = new Target(module, id.toString(), contextId);
    return new CheckedWatch(caller, module.wire() + ".read", target, watch);
  }

  /**
   * Of a Context, or of everything.
   *
   * @param contextId null for everything
   */
  public static Watch in(
      Caller caller, String capability, @Nullable ContextId contextId, Watch watch) {
    return new CheckedWatch(caller, capability, new Target(null, null, contextId), watch);
  }

  @Override
  public List<EventRecord> next(Duration timeout) {
    caller.check(capability, target);
    if (kept.isEmpty()) {
      kept = watch.next(timeout);
      caller.check(capability, target); // it may have waited long
    }
    List<EventRecord> found = kept;
    kept = List.of();
    position = watch.position();
    return found;
  }

  @Override
  public long position() {
    return position;
  }
}
