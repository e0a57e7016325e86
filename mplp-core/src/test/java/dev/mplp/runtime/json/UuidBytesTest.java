package dev.mplp.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Eight digits at a time say the same as one at a time. */
class UuidBytesTest {

  @Test
  void everyAsciiCharacter_atEveryPlace_isJudgedAlike() {
    String valid = "09afbe5c-1d2e-4f3a-8b4c-5d6e7f809a1b";
    assertThat(parse(valid)).isEqualTo(UUID.fromString(valid));
    for (int at = 0; at < valid.length(); at++) {
      for (char c = 0; c < 0x80; c++) {
        String text = valid.substring(0, at) + c + valid.substring(at + 1);
        assertThat(parse(text)).as(text).isEqualTo(WireFormat.parseModuleId(text));
      }
    }
  }

  @Test
  void randomUuids_areRead() {
    Random random = new Random(36);
    for (int i = 0; i < 10_000; i++) {
      UUID uuid = new UUID(random.nextLong(), random.nextLong());
      String text = uuid.toString();
      assertThat(parse(text)).isEqualTo(WireFormat.parseModuleId(text));
    }
  }

  private static UUID parse(String text) {
    return UuidBytes.parse(text.getBytes(StandardCharsets.US_ASCII), 0);
  }
}
