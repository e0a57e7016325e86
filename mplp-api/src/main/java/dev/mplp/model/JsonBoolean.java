package dev.mplp.model;

/** JSON {@code true} or {@code false}. */
public enum JsonBoolean implements JsonValue {
  /** JSON {@code true}. */
  TRUE,
  /** JSON {@code false}. */
  FALSE;

  /** The JSON value of {@code flag}. */
  public static JsonBoolean of(boolean flag) {
    return flag ? TRUE : FALSE;
  }

  @Override
  public boolean asBoolean() {
    return this == TRUE;
  }

  @Override
  public String type() {
    return "boolean";
  }

  @Override
  public String toString() {
    return this == TRUE ? "true" : "false";
  }
}
