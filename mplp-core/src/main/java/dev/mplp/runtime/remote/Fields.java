package dev.mplp.runtime.remote;

import dev.mplp.ValidationException;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.store.Wire;
import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a message, and says what is wrong with one, never its value: messages may be
 * encrypted, but why one was refused is not. Others are ignored.
 */
final class Fields {

  /** The version of the form that is written and read. */
  static final int VERSION = 1;

  private final JsonObject json;

  private Fields(JsonObject json) {
    this.json = json;
  }

  /** The beginning of every message. */
  static JsonObject.Builder begin(String type) {
    return JsonObject.builder().put("type", type).put("version", VERSION);
  }

  /**
   * The members of a message.
   *
   * @param types of which it is one
   */
  static Fields of(byte[] data, Set<String> types) throws UnacceptableMessageException {
    JsonValue value;
    try {
      value = Wire.value(data);
    } catch (ValidationException e) {
      throw new UnacceptableMessageException("the message is no JSON: " + e.getMessage());
    }
    if (!(value instanceof JsonObject json)) {
      throw new UnacceptableMessageException(
          "a message is a JSON object, but this is of the type " + value.type());
    }
    Fields fields = new Fields(json);
    String type = fields.text("type", 100);
    if (!types.contains(type)) {
      throw new UnacceptableMessageException(
          "type is one of " + String.join(", ", types) + ", but is another string");
    }
    int version = fields.number("version", 0);
    if (version != VERSION) {
      throw new UnacceptableMessageException("version is " + VERSION + ", but is another number");
    }
    return fields;
  }

  String type() throws UnacceptableMessageException {
    return text("type", 100);
  }

  boolean has(String name) {
    return json.has(name);
  }

  /** A text that must be there. */
  String text(String name, int longest) throws UnacceptableMessageException {
    JsonValue value = json.get(name);
    if (value instanceof JsonString text && text.value().length() <= longest) {
      return text.value();
    }
    throw wrong(name, "a string of at most " + longest + " characters", value);
  }

  /** A text that may be absent. */
  @Nullable String textOrNull(String name, int longest) throws UnacceptableMessageException {
    return json.has(name) ? text(name, longest) : null;
  }

  UUID uuid(String name) throws UnacceptableMessageException {
    String text = text(name, 36);
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw wrong(name, "a UUID", json.get(name));
    }
  }

  /** A whole number that must be there. */
  int number(String name, int least) throws UnacceptableMessageException {
    JsonValue value = json.get(name);
    try {
      if (value instanceof JsonNumber number && number.asInt() >= least) {
        return number.asInt();
      }
    } catch (ArithmeticException e) {
      throw wrong(name, "a whole number that an int holds", value);
    }
    throw wrong(name, "a whole number, " + least + " or more", value);
  }

  /** A number from 0 to 1 that may be absent. */
  @Nullable Double fraction(String name) throws UnacceptableMessageException {
    JsonValue value = json.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonNumber number
        && number.asBigDecimal().signum() >= 0
        && number.asBigDecimal().compareTo(BigDecimal.ONE) <= 0) {
      return number.asDouble();
    }
    throw wrong(name, "a number from 0 to 1", value);
  }

  boolean flag(String name) throws UnacceptableMessageException {
    JsonValue value = json.get(name);
    if (value == null || !value.type().equals("boolean")) {
      throw wrong(name, "true or false", value);
    }
    return value.asBoolean();
  }

  /** An object that must be there. */
  JsonObject object(String name) throws UnacceptableMessageException {
    if (json.get(name) instanceof JsonObject object) {
      return object;
    }
    throw wrong(name, "an object", json.get(name));
  }

  /** The members of an object that must be there. */
  Fields within(String name) throws UnacceptableMessageException {
    return new Fields(object(name));
  }

  static UnacceptableMessageException wrong(
      String name, String expected, @Nullable JsonValue found) {
    String what = found == null ? "absent" : "another value of the type " + found.type();
    return new UnacceptableMessageException(name + " is " + expected + ", but is " + what);
  }
}
