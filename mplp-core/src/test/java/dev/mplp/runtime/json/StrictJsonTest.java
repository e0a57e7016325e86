package dev.mplp.runtime.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers {@code json} and {@code limit}, apart from any schema. */
class StrictJsonTest {

  private final WireCodec codec = WireCodec.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        " [1, 2.50, -3e-7] ",
        "\"\\ud83d\\ude00\"",
        "null",
        "true",
        "0",
        "-0",
        "{}",
        "[]",
        "1E400",
        "\"\\u007f\"",
        "[[[[]]]]",
        "{\"\":{\"\":0}}"
      })
  void strictJson_isKept(String json) {
    JsonValue value = codec.parse(json.getBytes(UTF_8));
    assertThat(codec.parse(codec.write(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "[01]",
        "[+1]",
        "[.5]",
        "[1.]",
        "[1e]",
        "[NaN]",
        "[Infinity]",
        "[0x1]",
        "nul",
        "tru",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\":}",
        "// c\n1",
        "/* c */1",
        "# c\n1",
        "]",
        "[1}",
        "\u00a01"
      })
  void malformedText_isRefused(String json) {
    assertThat(layersOf(json.getBytes(UTF_8))).containsExactly("json/syntax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 2", "{} {}", "[],", "null]", "\"a\"x", "{\"a\":1}\u0000"})
  void anythingBehindTheValue_isRefused(String json) {
    assertThat(layersOf(json.getBytes(UTF_8)))
        .singleElement()
        .asString()
        .isIn("json/trailing", "json/syntax");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\":1,\"a\":1}', /a",
    "'[{\"b\":{\"c\":1,\"d\":2,\"c\":3}}]', /0/b/c",
    "'{\"a/b~\":1,\"\\u0061/b~\":2}', /a~1b~0"
  })
  void duplicateKey_isRefusedWhereItStands(String json, String pointer) {
    assertThat(codec.tryParse(json.getBytes(UTF_8)).violations())
        .extracting(Violation::name, Violation::pointer)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("json/duplicate-key", pointer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\udc00\\ud800\"",
        "\"a\\ud83dx\"",
        "{\"\\ud800\":1}"
      })
  void halfASurrogatePair_isRefused(String json) {
    assertThat(layersOf(json.getBytes(UTF_8))).containsExactly("json/surrogate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22c32822", // a lead byte without its trail
        "22eda08022", // an encoded surrogate
        "22c0af22", // overlong
        "22e080af22", // overlong
        "22f08080af22", // overlong
        "22f490808022", // beyond U+10FFFF
        "22ff22",
        "2280",
        "22e282",
        "00", // zero is no JSON, but a sign of UTF-16
        "efbbbf31" // byte order mark
      })
  void illFormedUtf8_isRefused(String hex) {
    assertThat(layersOf(HexFormat.of().parseHex(hex))).containsExactly("json/utf-8");
  }

  @Test
  void otherEncodings_areRefused() {
    assertThat(codec.tryParse("{\"a\":1}".getBytes(UTF_16)).isValid()).isFalse();
    assertThat(codec.tryParse("\"ü\"".getBytes(ISO_8859_1)).isValid()).isFalse();
    assertThat(codec.tryParse("1".getBytes(java.nio.charset.Charset.forName("UTF-32BE"))).isValid())
        .isFalse();
  }

  @Test
  void randomBytes_areJudgedAsTheJdkJudgesThem() {
    Random random = new Random(42);
    int wellFormed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(20)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        byte[] text =
            random
                .ints(5, 0, 0xd800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(UTF_8);
        System.arraycopy(text, 0, bytes, 0, Math.min(text.length, bytes.length));
      }
      for (int at = 0; at < bytes.length; at++) {
        boolean special =
            (bytes[at] >= 0 && bytes[at] < ' ') || bytes[at] == '"' || bytes[at] == '\\';
        bytes[at] = special ? (byte) 'a' : bytes[at];
      }
      boolean expected;
      try {
        UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        expected = true;
        wellFormed++;
      } catch (CharacterCodingException e) {
        expected = false;
      }
      byte[] json = new byte[bytes.length + 2];
      json[0] = '"';
      System.arraycopy(bytes, 0, json, 1, bytes.length);
      json[json.length - 1] = '"';
      ReadResult<JsonValue> result = codec.tryParse(json);
      assertThat(result.isValid()).as(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
      if (expected) {
        assertThat(result.value()).isEqualTo(JsonValue.of(new String(bytes, UTF_8)));
      }
    }
    assertThat(wellFormed).isBetween(1_000, 19_000);
  }

  @Test
  void depth_hasALimit() {
    assertThat(layersOf(("[".repeat(500) + "]".repeat(500)).getBytes(UTF_8))).isEmpty();
    assertThat(layersOf(("[".repeat(501) + "]".repeat(501)).getBytes(UTF_8)))
        .containsExactly("json/depth");
    assertThat(layersOf("[".repeat(1_000_000).getBytes(UTF_8))).containsExactly("json/depth");
    JsonValue deep = JsonValue.of(1);
    for (int i = 0; i < 501; i++) {
      deep = JsonValue.of(List.of(deep));
    }
    JsonValue tooDeep = deep;
    assertThatThrownBy(() -> codec.write(tooDeep))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("json/depth");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\u0000\"",
        "{\"a\\u0000\":1}",
        "1e10000",
        "-1e-10000",
        "1e99999999999999999999",
        "0e99999"
      })
  void whatCannotBeStored_isValidButLimited(String json) {
    ReadResult<JsonValue> result = codec.tryParse(json.getBytes(UTF_8));
    assertThat(result.value()).isNull();
    assertThat(result.isValid()).isTrue();
    assertThat(result.violations())
        .extracting(Violation::layer)
        .containsExactly(Violation.Layer.LIMIT);
  }

  @Test
  void longNumbers_areExactUpToTheLimit() {
    String digits = "1234567890".repeat(100);
    assertThat(codec.parse(digits.getBytes(UTF_8)))
        .isEqualTo(JsonNumber.of(new BigDecimal(digits)));
    assertThat(layersOf((digits + "1").getBytes(UTF_8))).containsExactly("limit/number");
    assertThat(codec.parse((digits + ".000").getBytes(UTF_8)))
        .isEqualTo(JsonNumber.of(new BigDecimal(digits)));
    String padded = "1." + "0".repeat(1_000_000);
    assertThat(codec.parse(padded.getBytes(UTF_8))).isEqualTo(JsonNumber.of(1));
  }

  @Test
  void size_hasALimit() {
    WireCodec small = new WireCodec(new Limits(10, 20, 10, 10, 10));
    assertThat(small.tryParse("\"123456789012345678\"".getBytes(UTF_8)).violations()).isEmpty();
    assertThat(small.tryParse("\"1234567890123456789\"".getBytes(UTF_8)).violations())
        .extracting(Violation::name)
        .containsExactly("limit/size");
    assertThatThrownBy(() -> small.write(JsonValue.of("1234567890123456789")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("limit/size");
  }

  @Test
  void values_haveALimit_howeverTheyStand() {
    WireCodec small = new WireCodec(Limits.DEFAULT.withValues(5));
    for (String five : List.of("[1,2,3,4]", "[[[[1]]]]", "{\"a\":{\"b\":1},\"c\":[2]}")) {
      assertThat(small.tryParse(five.getBytes(UTF_8)).violations()).isEmpty();
    }
    for (String six : List.of("[1,2,3,4,5]", "[[[[1]],2]]", "{\"a\":{\"b\":1},\"c\":[2,3]}")) {
      assertThat(small.tryParse(six.getBytes(UTF_8)).violations())
          .extracting(Violation::name, Violation::message)
          .containsExactly(tuple("json/values", "must not have more than 5 values in all"));
    }
  }

  @Test
  void manyViolations_endTheReading() {
    WireCodec small = new WireCodec(new Limits(10, 1_000, 10, 10, 3));
    String json = "{\"a\":1" + ",\"a\":1".repeat(50) + "}";
    assertThat(small.tryParse(json.getBytes(UTF_8)).violations()).hasSize(3);
  }

  @Test
  void whatReadingRefuses_isNotWritten() {
    assertThatThrownBy(() -> codec.write(JsonObject.of("a", List.of("x", "\ud800"))))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e ->
                assertThat(e.violations())
                    .extracting(Violation::pointer, Violation::name)
                    .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/a/1", "json/surrogate")));
    assertThatThrownBy(() -> codec.write(JsonObject.of("a\u0000", 1)))
        .hasMessageContaining("limit/nul");
    assertThatThrownBy(() -> codec.write(JsonValue.of(new BigDecimal("1e10000"))))
        .hasMessageContaining("limit/number");
  }

  private List<String> layersOf(byte[] json) {
    return codec.tryParse(json).violations().stream().map(Violation::name).toList();
  }
}
