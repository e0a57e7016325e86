package dev.mplp.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.NotCanonicalException;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8785, with the samples of its section 3.2 and appendix B. */
class CanonicalTest {

  @ParameterizedTest
  @CsvSource({
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
    "0010000000000000, 2.2250738585072014e-308",
    "000fffffffffffff, 2.225073858507201e-308",
    "0170000000000000, 9.332636185032189e-302",
    "4350000000000000, 18014398509481984",
    "43e0000000000000, 9223372036854776000",
    "3ff0000000000000, 1",
    "3fb999999999999a, 0.1"
  })
  void doubles_arePrintedAsEcmaScriptDoes(String bits, String expected) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    BigDecimal shortest = EcmaNumber.shortest(value);
    assertThat(shortest.doubleValue()).isEqualTo(value);
    assertThat(EcmaNumber.format(shortest)).isEqualTo(expected);
  }

  @Test
  void randomDoubles_haveNoShorterForm() {
    Random random = new Random(8785);
    for (int i = 0; i < 5_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(value) || value == 0) {
        continue;
      }
      BigDecimal shortest = EcmaNumber.shortest(value);
      assertThat(Double.parseDouble(EcmaNumber.format(shortest))).isEqualTo(value);
      // The JDK's own text also reads back, though before JDK 19 it is not always the shortest.
      BigDecimal jdk = new BigDecimal(Double.toString(value)).stripTrailingZeros();
      assertThat(shortest.precision()).isLessThanOrEqualTo(jdk.precision());
      if (Runtime.version().feature() >= 19) {
        BigDecimal exact = new BigDecimal(value);
        assertThat(shortest.subtract(exact).abs()).isLessThanOrEqualTo(jdk.subtract(exact).abs());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.000, 0",
    "-0, 0",
    "1.50, 1.5",
    "100, 100",
    "1e2, 100",
    "1e21, 1e+21",
    "123456789012345e6, 123456789012345000000",
    "1e-7, 1e-7",
    "0.0000010, 0.000001"
  })
  void decimals_loseOnlyTheirNotation(String given, String expected) {
    assertThat(EcmaNumber.format(new BigDecimal(given))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "0.10000000000000000001",
        "1e400",
        "1e-400",
        "-123456789012345678",
        "1.00000000000000001",
        "1e308000"
      })
  void numberThatADoubleDoesNotHold_isRefused(String number) {
    assertThatThrownBy(() -> Canonical.bytes(JsonObject.of("a", List.of(new BigDecimal(number)))))
        .isInstanceOfSatisfying(
            NotCanonicalException.class,
            e -> {
              assertThat(e.code()).isEqualTo("NOT_CANONICAL");
              assertThat(e.retryable()).isFalse();
            })
        .hasMessageContaining("/a/0");
  }

  @Test
  void members_areSortedByCodeUnits() {
    JsonObject object =
        JsonObject.builder()
            .put("\u20ac", "Euro Sign")
            .put("\r", "Carriage Return")
            .put("\ufb33", "Hebrew Letter Dalet With Dagesh")
            .put("1", "One")
            .put("\ud83d\ude00", "Emoji: Grinning Face")
            .put("\u0080", "Control")
            .put("\u00f6", "Latin Small Letter O With Diaeresis")
            .build();
    assertThat(new String(Canonical.bytes(object), UTF_8))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @Test
  void sampleOfTheSpecification_hasItsBytes() {
    JsonValue sample =
        WireCodec.standard()
            .parse(
                ("{\"numbers\":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"
                        + "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                        + "\"literals\":[null,true,false]}")
                    .getBytes(UTF_8));
    // Its first number has a digit more than a double holds, which we refuse.
    assertThatThrownBy(() -> Canonical.bytes(sample)).hasMessageContaining("/numbers/0");
    JsonValue held =
        sample
            .asObject()
            .with("numbers", List.of(333333333.3333333, new BigDecimal("1E30"), 4.5, 0.002, 1e-27));
    assertThat(HexFormat.of().formatHex(Canonical.bytes(held)))
        .isEqualTo(
            "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333"
                + "333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a"
                + "22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d");
  }

  @Test
  void halfASurrogatePair_hasNoCanonicalForm() {
    assertThatThrownBy(() -> Canonical.bytes(JsonValue.of("\ud800")))
        .isInstanceOf(NotCanonicalException.class);
  }

  @Test
  void equalValues_haveEqualBytes() {
    Random random = new Random(99);
    WireCodec codec = WireCodec.standard();
    for (int i = 0; i < 2_000; i++) {
      JsonValue value = RandomDocument.anything(random, 3);
      byte[] canonical;
      try {
        canonical = Canonical.bytes(value);
      } catch (NotCanonicalException e) {
        continue;
      }
      assertThat(Canonical.bytes(codec.parse(canonical))).isEqualTo(canonical);
      assertThat(codec.parse(canonical)).isEqualTo(value);
    }
  }
}
