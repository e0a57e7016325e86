package dev.mplp.runtime.relay;

import dev.mplp.runtime.relay.Lane.Outgoing;

/**
 * Makes room where there is none: lanes of which the broker takes nothing keep their first record,
 * which is tried again, and give back the rest to the log. So many of them do not hold up those
 * that come after them, however much they have to tell. For one thread.
 */
final class GiveBack {

  private final Failing failing;
  private final Behind behind;
  private final Room room;
  private final Missing missing;

  GiveBack(Failing failing, Behind behind, Room room, Missing missing) {
    this.failing = failing;
    this.behind = behind;
    this.room = room;
    this.missing = missing;
  }

  /** Until half of the room is free, so that it is not done for every page. */
  void makeRoom() {
    if (!room.isFull()) {
      return;
    }
    Lane lane = failing.withMore();
    while (lane != null) {
      giveBack(lane);
      lane = room.isHalfFull() ? failing.withMore() : null;
    }
  }

  private void giveBack(Lane lane) {
    long first = lane.waiting.element().position();
    long last = first;
    Outgoing next = lane.waiting.getLast();
    while (next.position() > first) {
      if (next.position() != last) {
        last = next.position();
        missing.remove(last);
        behind.giveBack(lane, first, next.read());
      }
      lane.waiting.removeLast();
      room.remove(next);
      next = lane.waiting.getLast();
    }
  }
}
