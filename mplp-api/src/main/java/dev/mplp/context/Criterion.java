package dev.mplp.context;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonValue;

/**
 * When a goal is met: a metric compared with a value, such as {@code defects <= 3}.
 *
 * @param metric names the entry of the Context's shared state that holds the metric
 * @param comparison how it is compared
 * @param value with what; a number for all but {@code =} and {@code !=}
 */
public record Criterion(String metric, Comparison comparison, JsonValue value) {

  /** Refuses an order of what has none. */
  public Criterion {
    requireNonNull(comparison, "comparison");
    requireNonNull(value, "value");
    metric = StateKey.json(metric).name();
    if (comparison.isOrder() && !(value instanceof JsonNumber)) {
      throw new IllegalArgumentException(
          "the value of a criterion with " + comparison.wire() + " is a number, not " + value);
    }
  }

  /** A criterion of a number. */
  public static Criterion of(String metric, String sign, Number value) {
    return new Criterion(metric, Comparison.of(sign), JsonValue.of(value));
  }

  /**
   * Whether a value of the metric meets it. Numbers are compared by value: {@code 1} equals {@code
   * 1.0}. What is no number is neither more nor less than any.
   */
  public boolean isMetBy(JsonValue actual) {
    boolean numbers = actual instanceof JsonNumber && value instanceof JsonNumber;
    if (comparison.isOrder() && !numbers) {
      return false;
    }
    int order = numbers ? actual.asBigDecimal().compareTo(value.asBigDecimal()) : 0;
    boolean equal = numbers ? order == 0 : actual.equals(value);
    return switch (comparison) {
      case EQUAL -> equal;
      case NOT_EQUAL -> !equal;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  @Override
  public String toString() {
    return metric + ' ' + comparison.wire() + ' ' + value;
  }
}
