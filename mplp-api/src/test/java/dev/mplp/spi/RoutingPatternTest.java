package dev.mplp.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingPatternTest {

  @ParameterizedTest
  @CsvSource({
    "'#',      a.b.c, true",
    "'#',      '',    true",
    "a.#,      a,     true",
    "a.#,      a.b.c, true",
    "a.#,      b.a,   false",
    "*.b.*,    a.b.c, true",
    "*.b,      a.b.c, false",
    "*,        a.b,   false",
    "'#.c',    a.b.c, true",
    "'a.#.c',  a.c,   true",
    "'#.b.#',  a.b.c, true",
    "'#.b.#',  a.c,   false",
    "a.b.c,    a.b.c, true",
    "a.b.c,    a.b.d, false",
  })
  void pattern_matchesWholeKeys_byWords(String pattern, String key, boolean expected) {
    assertThat(RoutingPattern.matches(pattern, key)).isEqualTo(expected);
  }
}
