package dev.mplp.examples.server.routes;

import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Following;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.ContextId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the log.
 *
 * @param items at most 500 records, oldest first
 * @param position where to go on: {@code after} of the next request
 */
record History(List<EventRecord> items, long position) {

  static final Param<Long> AFTER =
      Param.query("after", Long.class, 0L, "position that was seen last; 0 for the beginning");

  private static final Param<Duration> WAIT =
      Param.query(
          "wait",
          Duration.class,
          Duration.ZERO,
          "how long to wait for something to tell, at most PT1M; not for streams");
  private static final Param<Long> LAST_EVENT_ID =
      Param.header("Last-Event-ID", Long.class, "position that was seen last, instead of after");
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Form<History> FORM = Forms.of(History.class);

  /** What all routes take that tell a history, see {@link #of(Call, ContextId, Watch)}. */
  static final Param<?>[] PARAMS = {AFTER, WAIT, LAST_EVENT_ID};

  /** What they answer with. */
  static final Reply<Answer> REPLY = Reply.followed(FORM);

  History {
    items = List.copyOf(items);
  }

  /** Where a caller wants to go on. */
  static long after(Call<?> call) {
    Long last = call.find(LAST_EVENT_ID);
    return last == null ? call.get(AFTER) : last;
  }

  /** What a watch sees now. */
  static History of(Watch watch) {
    List<EventRecord> seen = watch.next(Duration.ZERO);
    return new History(seen, watch.position());
  }

  /**
   * What a watch sees: at once, as soon as it sees something, or from now on, as the caller asks.
   *
   * @param in the Context that all of it is in; null for any
   */
  static Answer of(Call<?> call, @Nullable ContextId in, Watch watch) {
    Following following = call.exchange().following();
    if (following != null && call.exchange().asksFor(Following.EVENT_STREAM)) {
      return following.stream(call.exchange(), watch, in);
    }
    Duration wait = call.get(WAIT);
    Duration longest = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    if (following != null && longest.toMillis() > 0) {
      return following.next(call.exchange(), watch, in, longest, History::written);
    }
    return Answer.json(200, FORM.writeAll(of(watch)));
  }

  private static byte[] written(List<EventRecord> seen, long position) {
    return FORM.writeAll(new History(seen, position));
  }
}
