package dev.mplp.runtime.simulation;

import java.util.Random;

/**
 * What becomes of a process, and at which of its writes: commits, and claims that got something.
 */
record Fate(Kind kind, int at) {

  enum Kind {
    /** It lives for ever. */
    LIVES,
    /** It dies when it is about to write: nothing is written. */
    DIES_BEFORE,
    /** It dies when it has written, and never hears of it. */
    DIES_AFTER,
    /** Its storage stands still for longer than its lease, then it goes on as if nothing was. */
    STALLS,
    /** For a while every call fails: its storage cannot be reached. */
    CUT_OFF,
    /** It is closed, and has little time for that. */
    CLOSES
  }

  static final Fate LIVES = new Fate(Kind.LIVES, Integer.MAX_VALUE);

  static Fate draw(Random random) {
    Kind kind =
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> Kind.DIES_BEFORE;
          case 3, 4, 5 -> Kind.DIES_AFTER;
          case 6, 7 -> Kind.STALLS;
          case 8, 9 -> Kind.CUT_OFF;
          default -> Kind.CLOSES;
        };
    return new Fate(kind, 1 + random.nextInt(random.nextBoolean() ? 6 : 25));
  }
}
