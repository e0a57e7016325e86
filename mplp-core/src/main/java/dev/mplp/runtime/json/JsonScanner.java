package dev.mplp.runtime.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Splits JSON text into tokens, by the grammar of RFC 8259 and nothing beyond it.
 *
 * <p>Works on the bytes of the document; what is not ASCII must be well-formed UTF-8 and can only
 * stand in strings. Strings and numbers are only delimited; whoever wants their value takes it from
 * the bytes. Within an object, {@link #toName} and {@link #takeName} or {@link #name} come before
 * {@link #next}; within an array and at the root, {@code next} comes alone.
 */
final class JsonScanner {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final byte[] bytes;
  private final int maxDepth;
  private final int maxValues;
  private int values;
  private int at;
  private JsonToken token = JsonToken.NONE;

  /** The content of the current string or number: from here, up to and without there. */
  private int from;

  private int to;

  /** Of the current string: no escapes and nothing but ASCII. */
  private boolean plain;

  private boolean escaped;

  private int depth;

  /** Which of the open brackets are those of objects. */
  private boolean[] objects = new boolean[16];

  /** Nothing stands yet behind the innermost open bracket. */
  private boolean first;

  /** A name was read; its value comes next. */
  private boolean named;

  JsonScanner(byte[] bytes, int maxDepth, int maxValues) {
    this.bytes = bytes;
    this.maxDepth = maxDepth;
    this.maxValues = maxValues;
  }

  JsonToken token() {
    return token;
  }

  /** Moves to the next value, or to the end of the array. */
  JsonToken next() {
    skipSpace();
    if (named) {
      named = false;
    } else if (depth > 0 && !objects[depth - 1]) {
      if (peek() == ']') {
        return close(JsonToken.END_ARRAY);
      }
      separate();
    }
    return value();
  }

  /** True when nothing but space is left. */
  boolean atEnd() {
    skipSpace();
    return at == bytes.length;
  }

  /** Moves to the next name; false, and over the bracket, at the end of the object. */
  boolean toName() {
    skipSpace();
    if (peek() == '}') {
      close(JsonToken.END_OBJECT);
      return false;
    }
    separate();
    if (peek() != '"') {
      throw expected("a name in double quotes");
    }
    return true;
  }

  /** Takes the name that comes, if it is written as these bytes: quoted, with its colon. */
  boolean takeName(byte[] written) {
    if (!isAt(at, written)) {
      return false;
    }
    at += written.length;
    named = true;
    return true;
  }

  /** True when these bytes stand there; short and mostly equal, so by words rather than a call. */
  private boolean isAt(int start, byte[] expected) {
    int length = expected.length;
    if (start + length > bytes.length) {
      return false;
    }
    int i = 0;
    while (i + Long.BYTES <= length) {
      if ((long) LONGS.get(bytes, start + i) != (long) LONGS.get(expected, i)) {
        return false;
      }
      i += Long.BYTES;
    }
    while (i < length) {
      if (bytes[start + i] != expected[i]) {
        return false;
      }
      i++;
    }
    return true;
  }

  /** Takes the name that comes, whatever it is. */
  String name() {
    string();
    skipSpace();
    if (peek() != ':') {
      throw expected("':'");
    }
    at++;
    named = true;
    return text();
  }

  private void separate() {
    if (!first) {
      if (peek() != ',') {
        throw expected(objects[depth - 1] ? "',' or '}'" : "',' or ']'");
      }
      at++;
      skipSpace();
    }
    first = false;
  }

  private JsonToken value() {
    if (values++ == maxValues) {
      throw new Malformed("values", "must not have more than " + maxValues + " values in all");
    }
    switch (peek()) {
      case '"' -> {
        string();
        token = JsonToken.STRING;
      }
      case '{' -> open(true, JsonToken.START_OBJECT);
      case '[' -> open(false, JsonToken.START_ARRAY);
      case 't' -> literal("true", JsonToken.TRUE);
      case 'f' -> literal("false", JsonToken.FALSE);
      case 'n' -> literal("null", JsonToken.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw expected("a value");
    }
    return token;
  }

  private void open(boolean object, JsonToken opened) {
    if (depth == maxDepth) {
      throw new Malformed("depth", "must not nest deeper than " + maxDepth + " levels");
    }
    if (depth == objects.length) {
      objects = Arrays.copyOf(objects, depth * 2);
    }
    objects[depth++] = object;
    first = true;
    at++;
    token = opened;
  }

  private JsonToken close(JsonToken closed) {
    depth--;
    first = false;
    at++;
    token = closed;
    return closed;
  }

  private void literal(String word, JsonToken meant) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i == bytes.length || bytes[at + i] != word.charAt(i)) {
        throw expected("a value");
      }
    }
    at += word.length();
    delimited();
    token = meant;
  }

  private void number() {
    from = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if ((peek() | 0x20) == 'e') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    to = at;
    plain = true;
    delimited();
    token = JsonToken.NUMBER;
  }

  private void digits() {
    int start = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw expected("a digit");
    }
  }

  /** Refuses a word or number that runs into something else. */
  private void delimited() {
    switch (peek()) {
      case ' ', '\t', '\n', '\r', ',', ']', '}', -1 -> {}
      default -> throw expected("the end of the value");
    }
  }

  /** Delimits the string whose opening quote comes. */
  private void string() {
    from = at + 1;
    plain = true;
    escaped = false;
    int i = from;
    while (true) {
      i = StringBytes.plainUntil(bytes, i);
      byte b = i < bytes.length ? bytes[i] : 0;
      if (b == '"') {
        to = i;
        at = i + 1;
        return;
      } else if (b == '\\') {
        plain = false;
        escaped = true;
        at = i + 1;
        i = escape();
      } else if (b < 0) {
        plain = false;
        at = i;
        i += sequence();
      } else {
        at = i;
        throw expected(i < bytes.length ? "no control character in a string" : "'\"'");
      }
    }
  }

  /** The length of the UTF-8 sequence that comes. */
  private int sequence() {
    int length = Utf8.sequence(bytes, at);
    if (length == 0) {
      throw new Malformed("utf-8", "must be UTF-8, but is not at byte " + at);
    }
    return length;
  }

  /** Checks what stands behind a backslash; the index behind it. */
  private int escape() {
    switch (peek()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
      case 'u' -> {
        at++;
        for (int i = 0; i < 4; i++, at++) {
          if (Character.digit(peek(), 16) < 0) {
            throw expected("four hexadecimal digits");
          }
        }
      }
      default -> throw expected("one of \"\\/bfnrtu behind a backslash");
    }
    return at;
  }

  private void skipSpace() {
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
        return;
      }
      at++;
    }
  }

  private int peek() {
    return at < bytes.length ? bytes[at] & 0xff : -1;
  }

  // The current string or number.

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** True when the bytes of the token are its characters. */
  boolean isPlain() {
    return plain;
  }

  /** True when the string has escapes, so that any character may be in it. */
  boolean isEscaped() {
    return escaped;
  }

  /** True when the string, with its quotes, is written as these bytes. */
  boolean isWritten(byte[] quoted) {
    return to - from + 2 == quoted.length && isAt(from - 1, quoted);
  }

  /** The text of the string. */
  String text() {
    if (plain) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    return escaped
        ? StringBytes.unescaped(bytes, from, to)
        : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private Malformed expected(String what) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < Math.min(at, bytes.length); i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String found = at < bytes.length ? describe(bytes[at]) : "the end";
    return new Malformed(
        "syntax",
        "expected "
            + what
            + " at line "
            + line
            + ", byte "
            + (at - lineStart + 1)
            + ", but found "
            + found);
  }

  private static String describe(byte found) {
    return found > ' ' && found < 0x7f
        ? "'" + (char) found + "'"
        : String.format(Locale.ROOT, "the byte %02x", found);
  }
}
