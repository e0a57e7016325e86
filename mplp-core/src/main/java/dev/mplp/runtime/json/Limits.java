package dev.mplp.runtime.json;

/**
 * What is read and written at most.
 *
 * @param depth how deep arrays and objects nest; deeper text is refused as JSON
 * @param bytes how long a document is
 * @param digits how many significant digits a number has
 * @param exponent how far a number's leading digit is from the decimal point, on either side
 * @param violations how many violations are collected before reading stops
 * @param values how many values a document has, objects, arrays and all that is in them; text with
 *     more is refused as JSON. What is written is not counted
 */
public record Limits(int depth, int bytes, int digits, int exponent, int violations, int values) {

  /** 500 levels, 64 MiB, 1,000 digits, ten to the ±9,999, 1,000 violations. */
  public static final Limits DEFAULT = new Limits(500, 64 << 20, 1_000, 9_999, 1_000);

  /** Refuses what is not positive. */
  public Limits {
    if (depth < 1 || bytes < 1 || digits < 1 || exponent < 1 || violations < 1 || values < 1) {
      throw new IllegalArgumentException("every limit must be positive");
    }
  }

  /** Limits with any number of values. */
  public Limits(int depth, int bytes, int digits, int exponent, int violations) {
    this(depth, bytes, digits, exponent, violations, Integer.MAX_VALUE);
  }

  /** The same with so many values at most. */
  public Limits withValues(int most) {
    return new Limits(depth, bytes, digits, exponent, violations, most);
  }
}
