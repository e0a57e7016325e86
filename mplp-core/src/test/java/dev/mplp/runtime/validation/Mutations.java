package dev.mplp.runtime.validation;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Changes valid documents at random places, mostly a little. */
final class Mutations {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "\u0000",
          "\ud83d\ude00",
          "draft",
          "active",
          "completed",
          "failed",
          "pending",
          "graph_update",
          "intent_resolution",
          "plan.created",
          "1.0.0",
          "1.0.0\n",
          "3f2b8c1a-5d4e-4a7b-9c6d-0e1f2a3b4c5d",
          "3F2B8C1A-5D4E-4A7B-9C6D-0E1F2A3B4C5D",
          "2026-01-31T08:30:00Z",
          "2026-02-30T08:30:00Z",
          "2026-01-31t08:30:00.123456789123z");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0.0",
          "1",
          "-1",
          "1.0",
          "1.5",
          "0.5",
          "1e20",
          "-1e20",
          "1e-20",
          "1e400",
          "-1e400",
          "5.0000000000000000000000000000001",
          "9223372036854775808",
          "30e-1");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          " ",
          "\t",
          "\n",
          "\r",
          "\f",
          "\u00a0",
          "\ufeff",
          "\b",
          "\u0000",
          "0",
          "-",
          "1.",
          ".5",
          "01",
          "-0",
          "-01",
          "1e",
          "1e+",
          "1E-7",
          "0x1",
          "+1",
          "1e5",
          "00",
          "true",
          "tru",
          "nul",
          "null",
          "False",
          "NaN",
          "-Infinity",
          "'",
          "/**/",
          "//",
          "#",
          "\\",
          "\\u",
          "\\u00",
          "\\u0041",
          "\\ud800",
          "\\udc00",
          "\\ud83d\\ude00",
          "\\x",
          "\\n",
          "\\/",
          "\\\"",
          "\ud83d\ude00",
          "\u007f",
          "\u2028",
          ",,",
          "{}",
          "[]",
          "\"\":",
          "\"a\":1,");

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** The document with one to three changes. */
  JsonValue change(JsonValue document) {
    JsonValue changed = document;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      changed = once(changed);
    }
    return changed;
  }

  private JsonValue once(JsonValue value) {
    boolean deeper = random.nextInt(5) > 0;
    if (value instanceof JsonObject object) {
      return object.isEmpty() || !deeper ? inObject(object) : inMember(object);
    }
    if (value instanceof JsonArray array) {
      return array.size() == 0 || !deeper ? inArray(array) : inElement(array);
    }
    if (random.nextInt(4) == 0) {
      return anything();
    }
    if (value instanceof JsonString text) {
      return JsonValue.of(inText(text.value()));
    }
    return value instanceof JsonNumber ? number() : anything();
  }

  private JsonObject inMember(JsonObject object) {
    String name = anyOf(List.copyOf(object.names()));
    return object.with(name, once(object.get(name)));
  }

  private JsonArray inElement(JsonArray array) {
    List<JsonValue> elements = new ArrayList<>(array.values());
    int at = random.nextInt(elements.size());
    elements.set(at, once(elements.get(at)));
    return new JsonArray(elements);
  }

  private JsonObject inObject(JsonObject object) {
    if (object.isEmpty()) {
      return object.with("extra", anything());
    }
    List<String> names = List.copyOf(object.names());
    String name = anyOf(names);
    return switch (random.nextInt(6)) {
      case 0, 1 -> object.without(name);
      case 2 -> object.with(anyOf(List.of("extra", "$comment", "", "title", "status")), anything());
      case 3 -> object.without(name).with(name + " ", object.get(name));
      case 4 -> object.with(name, object.get(anyOf(names)));
      default -> object.with(name, anything());
    };
  }

  private JsonArray inArray(JsonArray array) {
    List<JsonValue> elements = new ArrayList<>(array.values());
    switch (elements.isEmpty() ? 2 : random.nextInt(4)) {
      case 0 -> elements.add(anyOf(elements));
      case 1 -> elements.remove(random.nextInt(elements.size()));
      case 2 -> elements.add(random.nextInt(elements.size() + 1), anything());
      default -> elements.clear();
    }
    return new JsonArray(elements);
  }

  private String inText(String text) {
    int at = random.nextInt(text.length() + 1);
    return switch (random.nextInt(6)) {
      case 0 -> text + "\n";
      case 1 -> text.toUpperCase(Locale.ROOT);
      case 2 -> text.substring(0, at);
      case 3 -> text.substring(0, at) + anyOf(TEXTS) + text.substring(at);
      case 4 -> anyOf(TEXTS);
      default -> text.isEmpty() ? "x" : text.substring(1);
    };
  }

  private JsonValue number() {
    return JsonNumber.of(new BigDecimal(anyOf(NUMBERS)));
  }

  private JsonValue anything() {
    return switch (random.nextInt(7)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonBoolean.of(random.nextBoolean());
      case 2 -> number();
      case 3 -> JsonArray.of(anyOf(TEXTS));
      case 4 -> JsonObject.of(anyOf(TEXTS), anyOf(TEXTS));
      case 5 -> random.nextBoolean() ? JsonObject.empty() : JsonArray.empty();
      default -> JsonValue.of(anyOf(TEXTS));
    };
  }

  /** The bytes with one to four places changed: bytes at random, or bits of JSON and near-JSON. */
  byte[] change(byte[] bytes) {
    byte[] changed = bytes;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      changed = splice(changed, piece(), random.nextInt(3));
    }
    return changed;
  }

  private byte[] piece() {
    return random.nextBoolean()
        ? new byte[] {(byte) random.nextInt(256)}
        : anyOf(PIECES).getBytes(StandardCharsets.UTF_8);
  }

  /** Puts the piece in the place of so many bytes. */
  private byte[] splice(byte[] bytes, byte[] piece, int replaced) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + replaced);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + piece.length);
    out.write(bytes, 0, from);
    out.write(piece, 0, piece.length);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private <T> T anyOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
