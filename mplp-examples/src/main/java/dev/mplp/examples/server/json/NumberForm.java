package dev.mplp.examples.server.json;

import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Numbers. */
final class NumberForm<T extends Number> extends Form<T> {

  private static final int LONGEST_PARAMETER = 64;
  private static final String WHOLE = "a whole number";

  static final Form<Integer> INT =
      whole("int32", Integer.MIN_VALUE, Integer.MAX_VALUE, BigDecimal::intValueExact);
  static final Form<Long> LONG =
      whole("int64", Long.MIN_VALUE, Long.MAX_VALUE, BigDecimal::longValueExact);
  static final Form<BigDecimal> DECIMAL =
      new NumberForm<>(
          JsonObject.of("type", "number"),
          "a number",
          Function.identity(),
          JsonGenerator::writeNumber);
  static final Form<Double> DOUBLE =
      new NumberForm<>(
          JsonObject.of("type", "number", "format", "double"),
          "a number",
          BigDecimal::doubleValue,
          (out, value) -> out.writeNumber(value.doubleValue()));

  private final JsonObject schema;
  private final String expected;
  private final Function<BigDecimal, T> convert;
  private final Writer<T> writer;

  private NumberForm(
      JsonObject schema, String expected, Function<BigDecimal, T> convert, Writer<T> writer) {
    this.schema = schema;
    this.expected = expected;
    this.convert = convert;
    this.writer = writer;
  }

  /** Whole numbers from one to another. */
  static Form<Integer> between(int least, int most) {
    return whole(
        "int32",
        least,
        most,
        number -> {
          int value = number.intValueExact();
          if (value < least || value > most) {
            throw new ArithmeticException("out of range");
          }
          return value;
        });
  }

  private static <N extends Number> Form<N> whole(
      String format, long least, long most, Function<BigDecimal, N> convert) {
    JsonObject schema = JsonObject.of("type", "integer", "format", format);
    boolean isBounded = least != Integer.MIN_VALUE && least != Long.MIN_VALUE;
    return new NumberForm<>(
        isBounded ? schema.with("minimum", least).with("maximum", most) : schema,
        WHOLE + " from " + least + " to " + most,
        convert,
        (out, value) -> out.writeNumber(value.longValue()));
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return schema;
  }

  @Override
  public @Nullable T read(JsonValue value, Reading at) {
    if (!(value instanceof JsonNumber)) {
      return at.refuse("type", "must be " + expected + ", not " + Words.kindOf(value));
    }
    return convert(value.asBigDecimal(), at);
  }

  @Override
  public @Nullable T readText(String text, Reading at) {
    try {
      if (text.length() <= LONGEST_PARAMETER) {
        return convert(new BigDecimal(text), at);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    return at.refuse("type", "must be " + expected + ", not \"" + Words.shortened(text) + '"');
  }

  private @Nullable T convert(BigDecimal number, Reading at) {
    try {
      return convert.apply(number);
    } catch (ArithmeticException e) {
      return at.refuse("range", "must be " + expected);
    }
  }

  @Override
  public void write(T value, JsonGenerator out) {
    writer.write(out, value);
  }

  private interface Writer<T> {
    void write(JsonGenerator out, T value);
  }
}
