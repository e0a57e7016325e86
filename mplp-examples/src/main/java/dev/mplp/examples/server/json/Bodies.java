package dev.mplp.examples.server.json;

import dev.mplp.runtime.json.Limits;
import dev.mplp.runtime.json.WireCodec;

/** How bodies of requests are read: a value takes many times the memory of its text. */
final class Bodies {

  /** How many values a body has at most, objects, arrays and all that is in them. */
  static final int MOST_VALUES = 100_000;

  static final WireCodec CODEC = new WireCodec(Limits.DEFAULT.withValues(MOST_VALUES));

  private Bodies() {}
}
