package dev.mplp.model;

/** JSON {@code null}: a value that is present and says nothing. */
public enum JsonNull implements JsonValue {
  /** The only null. */
  NULL;

  @Override
  public String type() {
    return "null";
  }

  @Override
  public String toString() {
    return "null";
  }
}
