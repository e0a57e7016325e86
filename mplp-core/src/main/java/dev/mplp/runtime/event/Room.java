package dev.mplp.runtime.event;

import dev.mplp.TooLargeException;
import dev.mplp.event.Events;

/**
 * How much of something that has grown is held in memory at once.
 *
 * @param pieces how many records or segments
 * @param bytes how large they are together, as they are stored
 * @param page how many are read at once
 */
public record Room(int pieces, long bytes, int page) {

  /** A plan may have 100,000 steps, an attempt of each has two records. */
  public static final Room WHOLE = new Room(250_000, Long.MAX_VALUE, 1_000);

  /** The events of a run in one piece; as one can be large, a page has few. */
  static final Room EVENTS = new Room(WHOLE.pieces(), Events.LARGEST_RUN, 250);

  /**
   * Refuses what there is no room for.
   *
   * @param what for people
   * @throws TooLargeException when there is none
   */
  public void check(String what, int some, long size) {
    if (some > pieces) {
      throw tooLarge(what, pieces + " records");
    }
    if (size > bytes) {
      throw tooLarge(what, bytes + " bytes of records");
    }
  }

  private static TooLargeException tooLarge(String what, String most) {
    return new TooLargeException(
        what
            + " has more than "
            + most
            + " and is not read in one piece; read the events of its Context page by page");
  }
}
