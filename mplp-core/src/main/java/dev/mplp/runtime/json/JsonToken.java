package dev.mplp.runtime.json;

/** What the {@link JsonScanner} stands on. */
enum JsonToken {
  START_OBJECT("an object"),
  END_OBJECT("the end of an object"),
  START_ARRAY("an array"),
  END_ARRAY("the end of an array"),
  STRING("a string"),
  NUMBER("a number"),
  TRUE("a boolean"),
  FALSE("a boolean"),
  NULL("null"),
  /** Before the first token. */
  NONE("nothing");

  private final String description;

  JsonToken(String description) {
    this.description = description;
  }

  /** What it is, for messages. */
  String description() {
    return description;
  }
}
