package dev.mplp.runtime.json;

import tools.jackson.core.JsonParser;

/** The characters of the current token where the parser has them, without a copy. Reused. */
final class TokenText implements CharSequence {

  private char[] buffer = {};
  private int from;
  private int length;

  void set(JsonParser parser) {
    buffer = parser.getStringCharacters();
    from = parser.getStringOffset();
    length = parser.getStringLength();
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return buffer[from + index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(buffer, from + start, end - start);
  }

  boolean is(String text) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (buffer[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return new String(buffer, from, length);
  }
}
