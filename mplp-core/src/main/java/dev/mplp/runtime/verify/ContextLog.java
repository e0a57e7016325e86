package dev.mplp.runtime.verify;

import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ObjectRef;
import dev.mplp.runtime.event.EventRendering;
import dev.mplp.runtime.event.Replay;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogRecord;
import java.util.List;
import java.util.Map;

/** Rebuilds the objects of a Context from its log, all at once or part by part. */
final class ContextLog {

  private static final int PAGE = 500;

  /** So often it is looked whether every record has its position; 2 s together. */
  private static final int LOOKS = 200;

  private static final long REST = 10;

  private final Caller caller;

  ContextLog(Caller caller) {
    this.caller = caller;
  }

  /**
   * What a log tells.
   *
   * @param objects in the form in which stored ones are compared
   * @param events of the profiles
   * @param erased how many of its records were given another body
   */
  record Rebuilt(Map<ObjectRef, JsonObject> objects, ProfileEvents events, int erased) {}

  /** Gives positions to what has none yet, and waits for whoever else does. */
  void settle() {
    EventLog log = caller.storage().log();
    for (int i = 0; i < LOOKS && log.lag() > 0; i++) {
      if (log.sequence(PAGE) == 0) {
        Pause.millis(REST);
      }
    }
  }

  /**
   * All that the log of a Context tells of some of its objects.
   *
   * @throws Slice.TooLarge when that is more than is held at once
   */
  Rebuilt rebuild(ContextId contextId, Slice slice) {
    Replay replay = new Replay(slice::has);
    ProfileEvents events = new ProfileEvents(slice);
    int erased = 0;
    long after = 0;
    List<LogRecord> page;
    do {
      page = caller.storage().log().read(caller.tenant(), contextId.value(), after, PAGE);
      for (LogRecord record : page) {
        replay.accept(record);
        EventRecord rendered = EventRendering.render(record);
        caller.reads().told(caller.tenant(), rendered);
        events.accept(rendered);
        erased += record.erased() == null ? 0 : 1;
        after = record.position();
      }
      slice.check(replay.bytes() + events.bytes());
    } while (page.size() == PAGE);
    return new Rebuilt(ComparedForm.of(replay.objects()), events, erased);
  }
}
