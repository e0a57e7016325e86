package dev.mplp.runtime.json;

import dev.mplp.Violation.Layer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A whole number, perhaps bounded below; {@code 1.0} and {@code 1e3} are whole. */
record IntegerKind(@Nullable BigDecimal min) implements Kind<Long> {

  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  @Override
  public @Nullable Long read(WireReader in) {
    if (!Kinds.isNumber(in, "an integer")) {
      return null;
    }
    NumberText number = in.number();
    if (!number.isInteger()) {
      in.refuse("type", "must be an integer, but is " + number.shortened());
      return null;
    }
    if (min != null && number.compareTo(min) < 0) {
      in.refuse("minimum", "must be at least " + min + ", but is " + number.shortened());
      return null;
    }
    if (number.isPlainLong()) {
      return number.plainLong();
    }
    if (number.compareTo(MIN_LONG) < 0 || number.compareTo(MAX_LONG) > 0) {
      in.refuse(Layer.LIMIT, "number", "must be an integer of at most 64 bits");
      return null;
    }
    return number.isZero() ? 0L : number.value().longValueExact();
  }

  @Override
  public void write(Long value, WireWriter out) {
    out.number(value);
  }
}
