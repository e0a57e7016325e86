package dev.mplp.runtime.relay;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;

/**
 * What a relay left out for good, since it first ran.
 *
 * @param removed records that retention removed before they were relayed
 * @param refused messages that the broker will never take, each of which is in the log
 * @param last what was left out last and why, for people; empty when nothing was
 */
public record LeftOut(long removed, long refused, String last) {

  /** Nothing was. */
  public static final LeftOut NOTHING = new LeftOut(0, 0, "");

  private static final String REMOVED = "removed";
  private static final String REFUSED = "refused";
  private static final String LAST = "last";
  private static final int LONGEST = 500;

  static LeftOut removed(long records, long before) {
    return new LeftOut(
        records, 0, records + " records before position " + before + " went by retention");
  }

  static LeftOut refused(long position, String id, String why) {
    String text = "event " + id + " at position " + position + " was refused: " + why;
    return new LeftOut(0, 1, text.length() <= LONGEST ? text : text.substring(0, LONGEST));
  }

  /** Both. */
  public LeftOut and(LeftOut later) {
    return new LeftOut(removed + later.removed, refused + later.refused, later.last);
  }

  boolean isNothing() {
    return removed == 0 && refused == 0;
  }

  /** For people. */
  String told() {
    return "left out so far: "
        + removed
        + " records that were removed, "
        + refused
        + " events that the broker never takes, the last: "
        + last;
  }

  static LeftOut read(JsonObject body) {
    LeftOut found =
        new LeftOut(
            number(body, REMOVED), number(body, REFUSED), body.string(LAST).orElse(NOTHING.last));
    return found.isNothing() ? NOTHING : found;
  }

  private static long number(JsonObject body, String name) {
    return body.find(name).map(JsonValue::asLong).orElse(0L);
  }

  JsonObject writeTo(JsonObject body) {
    return isNothing() ? body : body.with(REMOVED, removed).with(REFUSED, refused).with(LAST, last);
  }
}
