package dev.mplp.runtime.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number as a document writes it, judged without building a value that might be huge.
 *
 * <p>Its value is {@code digits × 10^exponent}, where the digits have neither leading nor trailing
 * zeros. Reused from token to token.
 */
final class NumberText {

  private static final long EXPONENT_CAP = 1_000_000_000_000L;

  /** Texts up to this length go to {@link BigDecimal} as they are, keeping their scale. */
  private static final int SHORT = 1_024;

  /** How many digits are compared with a bound; those behind them only break a tie. */
  private static final int COMPARED_DIGITS = 1_000;

  /** Integers of at most this many characters fit a long, whatever they are. */
  private static final int PLAIN_LONG = 18;

  private static final int SHOWN = 40;

  private CharSequence text = "";
  private boolean negative;
  private int firstDigit;
  private int lastDigit;
  private int digits;
  private long exponent;
  private boolean plainLong;

  /** Takes a text that the parser has found to be a JSON number. */
  void set(CharSequence number) {
    text = number;
    negative = number.charAt(0) == '-';
    firstDigit = -1;
    lastDigit = -1;
    digits = 0;
    int seen = 0;
    int seenAtLast = 0;
    int fraction = 0;
    boolean inFraction = false;
    boolean hasExponent = false;
    long written = 0;
    for (int i = negative ? 1 : 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == '.') {
        inFraction = true;
      } else if (c == 'e' || c == 'E') {
        hasExponent = true;
        written = writtenExponent(number, i + 1);
        break;
      } else {
        fraction += inFraction ? 1 : 0;
        if (c != '0' && firstDigit < 0) {
          firstDigit = i;
        }
        if (firstDigit >= 0) {
          seen++;
          if (c != '0') {
            lastDigit = i;
            seenAtLast = seen;
          }
        }
      }
    }
    digits = seenAtLast;
    plainLong = !inFraction && !hasExponent && number.length() <= PLAIN_LONG;
    exponent = written - fraction + (seen - seenAtLast);
  }

  private static long writtenExponent(CharSequence number, int from) {
    char sign = number.charAt(from);
    long value = 0;
    for (int i = sign == '+' || sign == '-' ? from + 1 : from; i < number.length(); i++) {
      value = Math.min(EXPONENT_CAP, value * 10 + (number.charAt(i) - '0'));
    }
    return sign == '-' ? -value : value;
  }

  boolean isZero() {
    return digits == 0;
  }

  /** True for a whole number, however it is written: {@code 1.0} and {@code 1e20} are. */
  boolean isInteger() {
    return isZero() || exponent >= 0;
  }

  boolean isWithin(Limits limits) {
    return digits <= limits.digits()
        && Math.abs(exponent + Math.max(digits, 1) - 1) <= limits.exponent();
  }

  /** True when the value is written as an integer that surely fits a long. */
  boolean isPlainLong() {
    return plainLong;
  }

  /** The value of a plain long. */
  long plainLong() {
    long value = 0;
    for (int i = negative ? 1 : 0; i < text.length(); i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return negative ? -value : value;
  }

  /** The value; only of a number within limits. */
  BigDecimal value() {
    if (text.length() <= SHORT) {
      return new BigDecimal(text.toString());
    }
    return isZero() ? BigDecimal.ZERO : leading(digits);
  }

  /** As {@link BigDecimal#compareTo}, for numbers of any size. */
  int compareTo(BigDecimal bound) {
    int sign = isZero() ? 0 : negative ? -1 : 1;
    if (sign != bound.signum() || sign == 0) {
      return Integer.compare(sign, bound.signum());
    }
    long magnitude = exponent + digits;
    long boundMagnitude = (long) bound.precision() - bound.scale();
    if (magnitude != boundMagnitude) {
      return magnitude < boundMagnitude ? -sign : sign;
    }
    int compared = leading(Math.min(digits, COMPARED_DIGITS)).compareTo(bound);
    return compared == 0 && digits > COMPARED_DIGITS ? sign : compared;
  }

  /** The number cut to its first significant digits; its exponent must be small. */
  private BigDecimal leading(int count) {
    StringBuilder kept = new StringBuilder(count);
    for (int i = firstDigit; i <= lastDigit && kept.length() < count; i++) {
      char c = text.charAt(i);
      if (c != '.') {
        kept.append(c);
      }
    }
    BigInteger unscaled = new BigInteger(kept.toString());
    int scale = Math.toIntExact(-(exponent + (digits - count)));
    return new BigDecimal(negative ? unscaled.negate() : unscaled, scale);
  }

  /** The text, cut where it would fill a message. */
  String shortened() {
    return text.length() <= SHOWN ? text.toString() : text.subSequence(0, SHOWN) + "...";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
