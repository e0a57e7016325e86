package dev.mplp.examples.server.json;

import dev.mplp.model.Cursor;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.model.MplpId;
import dev.mplp.model.ObjectId;
import dev.mplp.model.Tenant;
import dev.mplp.model.WireName;
import dev.mplp.model.WireTime;
import dev.mplp.runtime.store.Texts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of types that are no objects. */
final class SimpleForms {

  /** ISO 8601 as Java writes it: the format {@code duration} of JSON Schema has no fractions. */
  private static final Pattern ISO =
      Pattern.compile("P(?=.)([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]{1,9})?S)?)?");

  private static final Form<Duration> DURATION =
      new TextForm<>(
          JsonObject.of("type", "string", "pattern", "^" + ISO.pattern() + "$"),
          SimpleForms::duration,
          Duration::toString);

  private static final Map<Class<?>, Form<?>> KNOWN =
      Map.ofEntries(
          Map.entry(String.class, text(null, SimpleForms::storable, Function.identity())),
          Map.entry(Instant.class, text("date-time", WireTime::parse, WireTime::format)),
          Map.entry(Duration.class, DURATION),
          Map.entry(Cursor.class, text(null, Cursor::new, Cursor::value)),
          Map.entry(Tenant.class, text(null, Tenant::of, Tenant::name)),
          Map.entry(Integer.class, NumberForm.INT),
          Map.entry(int.class, NumberForm.INT),
          Map.entry(Long.class, NumberForm.LONG),
          Map.entry(long.class, NumberForm.LONG),
          Map.entry(Double.class, NumberForm.DOUBLE),
          Map.entry(double.class, NumberForm.DOUBLE),
          Map.entry(BigDecimal.class, NumberForm.DECIMAL),
          Map.entry(Boolean.class, new BooleanForm()),
          Map.entry(boolean.class, new BooleanForm()),
          Map.entry(JsonValue.class, JsonForm.ANY),
          Map.entry(JsonObject.class, JsonForm.OBJECT));

  private SimpleForms() {}

  /** The form of a type, null when it is an object or nothing that is known. */
  static @Nullable Form<?> of(Class<?> type) {
    Form<?> known = KNOWN.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      return ofEnum(type);
    }
    if (type == MplpId.class) {
      return ofId(ObjectId.class);
    }
    return MplpId.class.isAssignableFrom(type) && type.isRecord() ? ofId(type) : null;
  }

  /** How a key of a map is written. */
  static Function<Object, String> nameOf(Class<?> type) {
    return type.isEnum() ? key -> word((Enum<?>) key) : String::valueOf;
  }

  private static <T> Form<T> text(
      @Nullable String format, Function<String, T> parse, Function<T, String> write) {
    JsonObject schema = JsonObject.of("type", "string");
    return new TextForm<>(format == null ? schema : schema.with("format", format), parse, write);
  }

  /** A text that every storage can hold and look for. */
  private static String storable(String text) {
    if (!Texts.isStorable(text)) {
      throw new IllegalArgumentException(
          "must have neither NUL characters nor surrogates without their other half");
    }
    return text;
  }

  private static Duration duration(String text) {
    if (!ISO.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a duration such as PT30S, PT1H30M or P2D (ISO 8601), not \"" + text + '"');
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is longer than any duration that there is", e);
    }
  }

  private static Form<Object> ofEnum(Class<?> type) {
    Map<String, Object> byWord = new LinkedHashMap<>();
    List<JsonValue> words =
        Arrays.stream(type.getEnumConstants())
            .map(Enum.class::cast)
            .peek(constant -> byWord.put(word(constant), constant))
            .<JsonValue>map(constant -> new JsonString(word(constant)))
            .toList();
    return new TextForm<>(
        JsonObject.of("type", "string", "enum", new JsonArray(words)),
        text -> {
          Object constant = byWord.get(text);
          if (constant == null) {
            throw new IllegalArgumentException(
                "must be one of " + String.join(", ", byWord.keySet()) + ", not \"" + text + '"');
          }
          return constant;
        },
        constant -> word((Enum<?>) constant));
  }

  private static String word(Enum<?> constant) {
    return constant instanceof WireName wire ? wire.wire() : Words.ofConstant(constant);
  }

  private static Form<Object> ofId(Class<?> type) {
    try {
      Method parse = type.getMethod("of", String.class);
      return new TextForm<>(
          Schemas.reference(ProtocolSchemas.ID), text -> id(parse, text), Object::toString);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " is not read from texts", e);
    }
  }

  private static Object id(Method parse, String text) {
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("cannot read an identifier", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read an identifier", e);
    }
  }
}
