package dev.mplp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2025-01-28T15:30:00Z, 2025-01-28T15:30:00.000Z",
    "2025-01-28t15:30:00.5z, 2025-01-28T15:30:00.500Z",
    "2025-01-28T15:30:00.123456+02:30, 2025-01-28T13:00:00.123456Z",
    "2025-01-28T15:30:00.1234567-00:00, 2025-01-28T15:30:00.123456700Z",
    "2024-02-29T23:59:59.999999999-23:59, 2024-03-01T23:58:59.999999999Z",
    "2000-02-29T00:00:00Z, 2000-02-29T00:00:00.000Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    "1969-12-31T23:59:59.9Z, 1969-12-31T23:59:59.900Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00.000Z",
    "2017-01-01T01:29:60.25+01:30, 2017-01-01T00:00:00.250Z"
  })
  void dateTime_isReadAndWrittenInUtc(String given, String written) {
    assertThat(WireTime.isDateTime(given)).isTrue();
    assertThat(WireTime.isExact(given)).isTrue();
    assertThat(WireTime.format(WireTime.parse(given))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2025-01-28",
        "2025-01-28T15:30Z",
        "2025-01-28 15:30:00Z",
        "2025-01-28T15:30:00",
        "2025-01-28T15:30:00.Z",
        "2025-01-28T15:30:00,5Z",
        "2025-01-28T15:30:00Z\n",
        " 2025-01-28T15:30:00Z",
        "2025-13-01T00:00:00Z",
        "2025-00-01T00:00:00Z",
        "2025-01-00T00:00:00Z",
        "2025-04-31T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2025-01-28T24:00:00Z",
        "2025-01-28T15:60:00Z",
        "2025-01-28T15:30:61Z",
        "2025-01-28T15:30:60Z",
        "2016-12-31T23:59:60+01:00",
        "2025-01-28T15:30:00+24:00",
        "2025-01-28T15:30:00+01:60",
        "2025-01-28T15:30:00+0100",
        "2025-01-28T15:30:00+01",
        "2025-01-28T15:30:00-1:00",
        "+2025-01-28T15:30:00Z",
        "12025-01-28T15:30:00Z",
        "2025-1-28T15:30:00Z",
        "２025-01-28T15:30:00Z",
        "2025-01-28T15:30:00ZZ",
        "2025-01-28T15:30:00+01:00Z",
        "-025-01-28T15:30:00Z"
      })
  void otherText_isNoDateTime(String text) {
    assertThat(WireTime.isDateTime(text)).isFalse();
    assertThat(WireTime.tryParse(text)).isNull();
    assertThatThrownBy(() -> WireTime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RFC 3339");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-01-28T15:30:00.1234567890Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01"
      })
  void dateTimeThatNoInstantKeeps_isValidButNotExact(String text) {
    assertThat(WireTime.isDateTime(text)).isTrue();
    assertThat(WireTime.isExact(text)).isFalse();
    assertThat(WireTime.tryParse(text)).isNull();
    assertThatThrownBy(() -> WireTime.parse(text)).hasMessageContaining("cannot be kept exactly");
  }

  @Test
  void randomTimes_areReadAsTheJdkReadsThem() {
    Random random = new Random(3339);
    for (int i = 0; i < 20_000; i++) {
      OffsetDateTime time =
          OffsetDateTime.of(
              random.nextInt(9_998) + 1,
              random.nextInt(12) + 1,
              random.nextInt(28) + 1,
              random.nextInt(24),
              random.nextInt(60),
              random.nextInt(60),
              random.nextBoolean() ? 0 : random.nextInt(1_000_000_000),
              ZoneOffset.ofTotalSeconds((random.nextInt(2 * 1080) - 1080) * 60));
      String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
      assertThat(WireTime.parse(text)).as(text).isEqualTo(time.toInstant());
      assertThat(WireTime.parse(WireTime.format(time.toInstant()))).isEqualTo(time.toInstant());
    }
  }

  @Test
  void everyDay_existsAsInTheJdk() {
    for (int year : new int[] {1900, 2000, 2023, 2024, 2100, 2400}) {
      for (int month = 1; month <= 12; month++) {
        int days = java.time.YearMonth.of(year, month).lengthOfMonth();
        for (int day = 0; day <= 32; day++) {
          String text =
              String.format(java.util.Locale.ROOT, "%04d-%02d-%02dT00:00:00Z", year, month, day);
          assertThat(WireTime.isDateTime(text)).as(text).isEqualTo(day >= 1 && day <= days);
        }
      }
    }
  }

  @Test
  void timeOutsideFourDigitYears_isNotWritten() {
    assertThatThrownBy(() -> WireTime.format(WireTime.MAX.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WireTime.format(WireTime.MIN.minusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(WireTime.format(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
  }
}
