package dev.mplp.runtime.json;

import static java.util.Objects.requireNonNull;

import dev.mplp.Violation;
import dev.mplp.Violation.Layer;
import dev.mplp.model.JsonString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one document: its tokens, where it is, what is wrong so far, and the values read for the
 * objects that are still open.
 *
 * <p>A {@link Kind} is called on the first token of its value and stays on the last. What is wrong
 * is noted and reading goes on, so that one pass finds everything.
 */
final class WireReader {

  /** Thrown to leave a document of which nothing more is to be read; never seen outside. */
  static final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  private static final int USUAL_DEPTH = 16;
  private static final int USUAL_SLOTS = 64;
  private static final int SHOWN = 60;

  private final JsonScanner scanner;
  private final Limits limits;
  private final TokenText text = new TokenText();
  private final NumberText number = new NumberText();

  /** The way from the root: a name, or null for an element, whose index is beside it. */
  private @Nullable String[] names = new String[USUAL_DEPTH];

  private int[] indexes = new int[USUAL_DEPTH];
  private int depth;

  /** The values of open objects, one block per object; {@code base} starts the innermost. */
  private @Nullable Object[] slots = new Object[USUAL_SLOTS];

  private int base;
  private int top;
  private List<Violation> violations = List.of();
  private int violationCount;

  /** A reader of one document. */
  WireReader(byte[] json, Limits limits) {
    this.scanner = new JsonScanner(json, limits.depth(), limits.values());
    this.limits = limits;
  }

  // Tokens; see the scanner.

  JsonToken token() {
    return scanner.token();
  }

  JsonToken next() {
    return scanner.next();
  }

  boolean atEnd() {
    return scanner.atEnd();
  }

  boolean toName() {
    return scanner.toName();
  }

  boolean takeName(byte[] written) {
    return scanner.takeName(written);
  }

  String name() {
    String name = scanner.name();
    if (scanner.isEscaped()) {
      checkText(name);
    }
    return name;
  }

  /** The text of the current string. */
  String string() {
    String value = scanner.text();
    if (scanner.isEscaped()) {
      checkText(value);
    }
    return value;
  }

  /** True when the current string is this word; {@code quoted} is how it is usually written. */
  boolean isWord(String word, byte[] quoted) {
    return scanner.isPlain() ? scanner.isWritten(quoted) : scanner.text().equals(word);
  }

  /** The text of the current string where the document has it; valid until the next token. */
  TokenText text() {
    text.set(scanner);
    return text;
  }

  /** The current string for a message, unless it was read already. */
  String quoted() {
    return quoted(string());
  }

  /** A string for a message: as JSON, cut where it would fill the message. */
  static String quoted(String value) {
    if (value.length() <= SHOWN) {
      return new JsonString(value).toString();
    }
    int end = Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    return new JsonString(value.substring(0, end)) + "...";
  }

  /** The current number; valid until the next token. */
  NumberText number() {
    text.set(scanner);
    number.set(text);
    return number;
  }

  Limits limits() {
    return limits;
  }

  private void checkText(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        refuse(Layer.LIMIT, "nul", "must not contain the character U+0000");
      } else if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!pair) {
          refuse(Layer.JSON, "surrogate", "must not contain half a surrogate pair");
          return;
        }
        i++;
      }
    }
  }

  // The way.

  void enter(String name) {
    grow();
    names[depth++] = name;
  }

  void enter(int index) {
    grow();
    names[depth] = null;
    indexes[depth++] = index;
  }

  /** Moves from one element of an array to the next. */
  void at(int index) {
    indexes[depth - 1] = index;
  }

  void leave() {
    depth--;
  }

  private void grow() {
    if (depth == names.length) {
      names = Arrays.copyOf(names, depth * 2);
      indexes = Arrays.copyOf(indexes, depth * 2);
    }
  }

  String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      String name = names[i];
      pointer.append('/');
      if (name == null) {
        pointer.append(indexes[i]);
      } else {
        pointer.append(name.replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }

  // Values of open objects.

  /** Opens a block of values and answers where the enclosing block starts. */
  int open(int size) {
    int outer = base;
    base = top;
    top += size;
    if (top > slots.length) {
      slots = Arrays.copyOf(slots, Math.max(top, slots.length * 2));
    }
    return outer;
  }

  void put(int index, @Nullable Object value) {
    slots[base + index] = value;
  }

  void close(int outer) {
    Arrays.fill(slots, base, top, null);
    top = base;
    base = outer;
  }

  /** The value of a required field; only for the constructor of the innermost object. */
  <V> V get(Field<?, V> field) {
    return requireNonNull(find(field), field.name());
  }

  /** The value of an optional field, null if absent; as {@link #get}. */
  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // only a field's own kind fills its slot
  <V> @Nullable V find(Field<?, V> field) {
    return (V) slots[base + field.index()];
  }

  // Violations.

  /**
   * Notes a violation. Too many end the reading, but never before one of them decides that the
   * document is not valid: limits alone do not.
   */
  void refuse(Layer layer, String rule, String message) {
    boolean full = violations.size() >= limits.violations();
    if (violationCount++ == 0) {
      violations = new ArrayList<>();
    }
    if (!full || layer != Layer.LIMIT) {
      violations.add(new Violation(pointer(), layer, rule, message));
    }
    if (layer != Layer.LIMIT && violations.size() >= limits.violations()) {
      throw new Stopped();
    }
  }

  /** Notes what ends the reading. */
  void refuseLast(Layer layer, String rule, String message) {
    try {
      refuse(layer, rule, message);
    } catch (Stopped already) {
      // It ends anyway.
    }
  }

  /** Notes that a keyword of the schema is broken. */
  void refuse(String keyword, String message) {
    refuse(Layer.SCHEMA, keyword, message);
  }

  /** Notes that the value is of another type, and passes over it. */
  void refuseType(String expected) {
    refuse("type", "must be " + expected + ", but is " + token().description());
    JsonKind.ANY.read(this);
  }

  int violationCount() {
    return violationCount;
  }

  List<Violation> violations() {
    return violations;
  }
}
