package dev.mplp.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A constant that has a fixed text in the protocol's documents. */
public interface WireName {

  /** The text that stands for this constant in documents. */
  String wire();

  /**
   * The constant with this text.
   *
   * @param what what the constants are, for the message: "a plan status"
   * @throws IllegalArgumentException if no constant has it; the message lists those that exist
   */
  static <E extends Enum<E> & WireName> E of(E[] constants, String text, String what) {
    for (E constant : constants) {
      if (constant.wire().equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        '"'
            + text
            + "\" is not "
            + what
            + "; expected one of "
            + Arrays.stream(constants).map(WireName::wire).collect(Collectors.joining(", ")));
  }
}
