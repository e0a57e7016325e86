package dev.mplp.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers mean that callers send. */
class HeadersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | true",
        "application/json | true",
        "APPLICATION/* | true",
        "text/html, application/json;q=0.5 | true",
        "application/json; charset=utf-8 | true",
        "application/json;q=0 | false",
        "application/json;q=0, */* | false",
        "application/*;q=0, */* | false",
        "text/*;q=0, application/* | true",
        "application/json;q=0.000 | false",
        "text/* | false",
        "application/jsonx | false",
      })
  void accept_saysWhatIsTaken(String accept, boolean takesJson) {
    assertThat(Negotiation.accepts(accept, "application/json")).isEqualTo(takesJson);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "br, GZIP;q=0.1 | true",
        "gzip;q=0, br | false",
        "identity | false",
        "xgzip | false",
      })
  void acceptEncoding_saysWhetherToCompress(String encodings, boolean takesGzip) {
    assertThat(Negotiation.takesGzip(encodings)).isEqualTo(takesGzip);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"3\" | 3", "W/\"3\" | 3", "\"12.00ff\" | 12", "  \"7\"  | 7"})
  void ifMatch_namesTheVersion(String ifMatch, long version) {
    assertThat(EntityTag.version(ifMatch)).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3", "*", "\"\"", "\"x\"", "\"3\", \"4\"", "\"1234567890123456789\"", "\"-1\""})
  void otherIfMatch_isRefused(String ifMatch) {
    assertThatThrownBy(() -> EntityTag.version(ifMatch))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("ETag");
  }

  @Test
  void ifNoneMatch_isComparedWeakly() {
    assertThat(EntityTag.isAmong("\"1\", W/\"2\"", "\"2\"")).isTrue();
    assertThat(EntityTag.isAmong("*", "\"2\"")).isTrue();
    assertThat(EntityTag.isAmong("\"1\"", "\"2\"")).isFalse();
    assertThat(EntityTag.isAmong(null, "\"2\"")).isFalse();
    assertThat(EntityTag.isAmong("*", null)).isFalse();
    assertThat(EntityTag.of(2, new byte[] {1})).isNotEqualTo(EntityTag.of(2, new byte[] {2}));
  }
}
