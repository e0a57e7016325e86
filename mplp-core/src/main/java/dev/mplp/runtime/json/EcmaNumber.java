package dev.mplp.runtime.json;

import dev.mplp.Violation.Layer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Prints numbers as ECMAScript does (Number::toString, radix 10): the shortest digits that read
 * back as the same double, and of these the closest to it.
 */
final class EcmaNumber {

  private static final int MAX_DIGITS = 17;

  /** Decimals of so few digits never share a double, so that they are its shortest form. */
  private static final int SAFE_DIGITS = 15;

  /** Magnitudes within which {@link #SAFE_DIGITS} holds: normal doubles, with a margin. */
  private static final int SAFE_EXPONENT = 290;

  private static final int MAX_PLAIN_INTEGER_DIGITS = 21;
  private static final int MAX_LEADING_ZEROS = 6;

  private EcmaNumber() {}

  /** The text of a number; one that a double does not hold is refused. */
  static String format(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal exact = number.stripTrailingZeros();
    long exponent = (long) exact.precision() - exact.scale();
    if (exact.precision() > SAFE_DIGITS || Math.abs(exponent) > SAFE_EXPONENT) {
      double nearest = exact.doubleValue();
      if (!Double.isFinite(nearest) || nearest == 0 || shortest(nearest).compareTo(exact) != 0) {
        throw new Unwritable(
            Layer.LIMIT,
            "number",
            "must be a number that a double holds, but is "
                + shown(exact)
                + "; give it as a string");
      }
    }
    return print(exact.unscaledValue(), (int) exponent);
  }

  private static String shown(BigDecimal number) {
    String text = number.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  /** The shortest decimal that reads back as this double, the closest one of several. */
  static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      BigDecimal found =
          closer(
              exact,
              rounded(exact, digits, RoundingMode.DOWN, value),
              rounded(exact, digits, RoundingMode.UP, value));
      if (found != null) {
        return found.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  /** The rounded number if it still reads back as {@code value}. */
  private static @Nullable BigDecimal rounded(
      BigDecimal exact, int digits, RoundingMode mode, double value) {
    BigDecimal candidate = exact.round(new MathContext(digits, mode));
    return candidate.doubleValue() == value ? candidate : null;
  }

  private static @Nullable BigDecimal closer(
      BigDecimal exact, @Nullable BigDecimal below, @Nullable BigDecimal above) {
    if (below == null || above == null) {
      return below == null ? above : below;
    }
    int compared = exact.subtract(below).abs().compareTo(above.subtract(exact).abs());
    if (compared == 0) {
      return below.unscaledValue().testBit(0) ? above : below;
    }
    return compared < 0 ? below : above;
  }

  /**
   * Prints {@code 0.digits × 10^exponent} by the cases of the specification.
   *
   * @param unscaled the digits, signed, without trailing zeros
   * @param exponent where the decimal point stands: so many digits before it
   */
  private static String print(BigInteger unscaled, int exponent) {
    String digits = unscaled.abs().toString();
    int count = digits.length();
    StringBuilder out = new StringBuilder(count + 8);
    if (unscaled.signum() < 0) {
      out.append('-');
    }
    if (count <= exponent && exponent <= MAX_PLAIN_INTEGER_DIGITS) {
      out.append(digits).append("0".repeat(exponent - count));
    } else if (exponent > 0 && exponent <= MAX_PLAIN_INTEGER_DIGITS) {
      out.append(digits, 0, exponent).append('.').append(digits, exponent, count);
    } else if (exponent > -MAX_LEADING_ZEROS && exponent <= 0) {
      out.append("0.").append("0".repeat(-exponent)).append(digits);
    } else {
      out.append(digits.charAt(0));
      if (count > 1) {
        out.append('.').append(digits, 1, count);
      }
      int power = exponent - 1;
      out.append('e').append(power < 0 ? '-' : '+').append(Math.abs(power));
    }
    return out.toString();
  }
}
