package dev.mplp.runtime.json;

import dev.mplp.Violation.Layer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A number between bounds. */
record DecimalKind(BigDecimal min, @Nullable BigDecimal max) implements Kind<BigDecimal> {

  @Override
  public @Nullable BigDecimal read(WireReader in) {
    if (!Kinds.isNumber(in, "a number")) {
      return null;
    }
    NumberText number = in.number();
    if (number.compareTo(min) < 0) {
      in.refuse("minimum", "must be at least " + min + ", but is " + number.shortened());
      return null;
    }
    if (max != null && number.compareTo(max) > 0) {
      in.refuse("maximum", "must be at most " + max + ", but is " + number.shortened());
      return null;
    }
    if (!number.isWithin(in.limits())) {
      in.refuse(Layer.LIMIT, "number", Kinds.numberLimit(in.limits()));
      return null;
    }
    return number.value();
  }

  @Override
  public void write(BigDecimal value, WireWriter out) {
    out.number(value);
  }
}
