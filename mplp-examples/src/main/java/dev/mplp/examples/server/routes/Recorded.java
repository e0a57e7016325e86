package dev.mplp.examples.server.routes;

import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.TimeRange;
import java.time.Instant;

/** Parameters of what is recorded once and goes after its time. */
final class Recorded {

  static final Param<Instant> FROM =
      Param.query("from", Instant.class, "only what was recorded at this time or later");
  static final Param<Instant> UNTIL =
      Param.query("until", Instant.class, "only what was recorded before this time");
  static final Param<Instant> BEFORE =
      Param.query("recorded_before", Instant.class, "what was recorded before goes").required();
  static final Param<Integer> MOST =
      new Param<>(
          Param.Place.QUERY, "limit", "how many go at most", Forms.between(1, 500), 500, false);

  private Recorded() {}

  /**
   * What became of old things.
   *
   * @param deleted how many went; when it is the limit, there may be more
   */
  record Deleted(int deleted) {}

  static TimeRange range(Call<?> call) {
    return new TimeRange(call.find(FROM), call.find(UNTIL));
  }
}
