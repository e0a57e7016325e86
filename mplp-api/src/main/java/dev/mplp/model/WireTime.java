package dev.mplp.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Times in documents: RFC 3339 date-times.
 *
 * <p>Read in any offset up to 23:59, with {@code T} or {@code t}, {@code Z} or {@code z}, any
 * number of fraction digits, real calendar days only. A leap second is accepted only where UTC is
 * 23:59:60; as in POSIX time it is the first second of the next day. Written in UTC with {@code Z}
 * and 3, 6 or 9 fraction digits.
 */
public final class WireTime {

  /** The earliest time that a four-digit year in UTC can write. */
  public static final Instant MIN = Instant.ofEpochSecond(-62_167_219_200L);

  /** The latest time that a four-digit year in UTC can write. */
  public static final Instant MAX = Instant.ofEpochSecond(253_402_300_799L, 999_999_999);

  private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int MAX_FRACTION_DIGITS = 9;

  private WireTime() {}

  /** True for any RFC 3339 date-time, also one that an {@link Instant} cannot hold exactly. */
  public static boolean isDateTime(CharSequence text) {
    return fractionEnd(text) >= 0;
  }

  /**
   * True when a date-time can be kept exactly: at most nine fraction digits, and a year that is
   * still between 0000 and 9999 in UTC.
   *
   * @throws IllegalArgumentException if the text is no date-time
   */
  public static boolean isExact(CharSequence text) {
    return parseExact(text, require(text)) != null;
  }

  /**
   * Reads a date-time.
   *
   * @throws IllegalArgumentException if the text is none, or cannot be kept exactly (see {@link
   *     #isExact})
   */
  public static Instant parse(CharSequence text) {
    Instant instant = parseExact(text, require(text));
    if (instant == null) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" cannot be kept exactly: at most nine fraction digits and the years 0000 to 9999"
              + " in UTC can");
    }
    return instant;
  }

  /** As {@link #parse}, but null where that throws. */
  public static @Nullable Instant tryParse(CharSequence text) {
    int fractionEnd = fractionEnd(text);
    return fractionEnd < 0 ? null : parseExact(text, fractionEnd);
  }

  private static int require(CharSequence text) {
    int fractionEnd = fractionEnd(text);
    if (fractionEnd < 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no RFC 3339 date-time such as 2026-01-31T08:30:00.000Z");
    }
    return fractionEnd;
  }

  /**
   * The wire form of a time.
   *
   * @throws IllegalArgumentException if its year in UTC is not between 0000 and 9999
   */
  public static String format(Instant time) {
    if (time.isBefore(MIN) || time.isAfter(MAX)) {
      throw new IllegalArgumentException(
          time + " has no wire form: the year must be between 0000 and 9999");
    }
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    char[] out = new char[30];
    digits(out, 0, 4, utc.getYear());
    out[4] = '-';
    digits(out, 5, 2, utc.getMonthValue());
    out[7] = '-';
    digits(out, 8, 2, utc.getDayOfMonth());
    out[10] = 'T';
    digits(out, 11, 2, utc.getHour());
    out[13] = ':';
    digits(out, 14, 2, utc.getMinute());
    out[16] = ':';
    digits(out, 17, 2, utc.getSecond());
    out[19] = '.';
    int nano = time.getNano();
    int length;
    if (nano % 1_000_000 == 0) {
      digits(out, 20, 3, nano / 1_000_000);
      length = 23;
    } else if (nano % 1_000 == 0) {
      digits(out, 20, 6, nano / 1_000);
      length = 26;
    } else {
      digits(out, 20, 9, nano);
      length = 29;
    }
    out[length] = 'Z';
    return new String(out, 0, length + 1);
  }

  private static void digits(char[] out, int at, int count, int value) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      out[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Checks the whole text; the index behind the seconds and their fraction, or -1 if it is bad. */
  private static int fractionEnd(CharSequence text) {
    int length = text.length();
    if (length < 20
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) | 0x20) != 't'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return -1;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if ((year | month | day | hour | minute | second) < 0
        || month < 1
        || month > 12
        || day < 1
        || day > daysOf(year, month)
        || hour > 23
        || minute > 59
        || second > 60) {
      return -1;
    }
    int end = 19;
    if (text.charAt(end) == '.') {
      end++;
      while (end < length && isDigit(text.charAt(end))) {
        end++;
      }
      if (end == 20) {
        return -1;
      }
    }
    int offset = offsetMinutes(text, end);
    if (offset == Integer.MIN_VALUE) {
      return -1;
    }
    boolean leapSecondInPlace =
        second < 60 || Math.floorMod(hour * 60 + minute - offset, 1440) == 1439;
    return leapSecondInPlace ? end : -1;
  }

  private static @Nullable Instant parseExact(CharSequence text, int fractionEnd) {
    int fractionDigits = Math.max(0, fractionEnd - 20);
    if (fractionDigits > MAX_FRACTION_DIGITS) {
      return null;
    }
    int nano = 0;
    for (int i = 0; i < MAX_FRACTION_DIGITS; i++) {
      nano = nano * 10 + (i < fractionDigits ? text.charAt(20 + i) - '0' : 0);
    }
    long days = epochDay(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
    long minutes =
        days * 1440
            + number(text, 11, 2) * 60L
            + number(text, 14, 2)
            - offsetMinutes(text, fractionEnd);
    long seconds = minutes * 60 + number(text, 17, 2);
    return seconds < MIN.getEpochSecond() || seconds > MAX.getEpochSecond()
        ? null
        : Instant.ofEpochSecond(seconds, nano);
  }

  /** Days since 1970-01-01 in the proleptic Gregorian calendar, by eras of 400 years. */
  private static long epochDay(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private static int daysOf(int year, int month) {
    boolean leapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leapYear ? 29 : DAYS_OF_MONTH[month - 1];
  }

  /** Minutes east of UTC, or {@code Integer.MIN_VALUE} if no offset fills the text from here. */
  private static int offsetMinutes(CharSequence text, int at) {
    int length = text.length();
    if (at == length) {
      return Integer.MIN_VALUE;
    }
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      return length == at + 1 ? 0 : Integer.MIN_VALUE;
    }
    if ((sign != '+' && sign != '-') || length != at + 6 || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = number(text, at + 1, 2);
    int minutes = number(text, at + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int total = hours * 60 + minutes;
    return sign == '-' ? -total : total;
  }

  private static int number(CharSequence text, int at, int count) {
    int value = 0;
    for (int i = at; i < at + count; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
