package dev.mplp.event;

import dev.mplp.model.WireName;

/** How a file changed. */
public enum FileChange implements WireName {
  /** It is new. */
  CREATED("created"),
  /** Its content changed. */
  MODIFIED("modified"),
  /** It is gone. */
  DELETED("deleted"),
  /** It has another path. */
  RENAMED("renamed");

  private static final FileChange[] ALL = values();

  private final String wire;

  FileChange(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FileChange of(String wire) {
    return WireName.of(ALL, wire, "a file change");
  }

  @Override
  public String wire() {
    return wire;
  }
}
