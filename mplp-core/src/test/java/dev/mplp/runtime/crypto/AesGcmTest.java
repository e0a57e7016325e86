package dev.mplp.runtime.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.StorageException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesGcmTest {

  static final String KEY_ONE = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  static final String KEY_TWO = "k2:YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=";
  private static final byte[] HERE = "here".getBytes(UTF_8);
  private static final byte[] PLAIN = "{\"a\":\"secret\"}".getBytes(UTF_8);

  @Test
  void whatIsEncrypted_isReadByAnotherProcess_andIsAnotherTextEachTime() {
    PayloadCipher one = AesGcm.of(KEY_ONE, false);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      byte[] encrypted = one.encrypt(PLAIN, HERE);
      assertThat(new String(encrypted, UTF_8)).doesNotContain("secret");
      assertThat(AesGcm.of(KEY_ONE, false).decrypt(encrypted, HERE)).isEqualTo(PLAIN);
      seen.add(new String(encrypted, UTF_8));
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void everyByteOfIt_counts_andSoDoesEveryByteOfTheBinding() {
    PayloadCipher cipher = AesGcm.of(KEY_ONE, false);
    byte[] encrypted = cipher.encrypt(PLAIN, HERE);
    IntStream.range(0, encrypted.length)
        .forEach(
            i -> {
              byte[] changed = encrypted.clone();
              changed[i] ^= 1;
              assertThatThrownBy(() -> cipher.decrypt(changed, HERE))
                  .as("byte %s", i)
                  .isInstanceOf(StorageException.class);
            });
    IntStream.range(0, encrypted.length)
        .forEach(
            length ->
                assertThatThrownBy(() -> cipher.decrypt(Arrays.copyOf(encrypted, length), HERE))
                    .as("length %s", length)
                    .isInstanceOf(StorageException.class));
    assertThatThrownBy(() -> cipher.decrypt(encrypted, "there".getBytes(UTF_8)))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("there");
  }

  @Test
  void rotation_readsOldAndNew_andNeedsTheKeyThatWasUsed() {
    byte[] old = AesGcm.of(KEY_ONE, false).encrypt(PLAIN, HERE);
    byte[] fresh = AesGcm.of(KEY_TWO + "," + KEY_ONE, false).encrypt(PLAIN, HERE);

    PayloadCipher before = AesGcm.of(KEY_ONE + "," + KEY_TWO, false);
    assertThat(before.decrypt(fresh, HERE)).isEqualTo(PLAIN);
    PayloadCipher after = AesGcm.of(KEY_TWO, false);
    assertThat(after.decrypt(fresh, HERE)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> after.decrypt(old, HERE)).hasMessageContaining("k1");
  }

  @Test
  void plainBodies_areReadOnlyWhenToldSo() {
    assertThat(AesGcm.of(KEY_ONE, true).decrypt(PLAIN, HERE)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> AesGcm.of(KEY_ONE, false).decrypt(PLAIN, HERE))
        .hasMessageContaining("not encrypted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==",
        "k1:MDEyMz%%1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "k 1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        KEY_ONE + ",",
        KEY_ONE + "," + KEY_ONE,
      })
  void unusableKeys_areRefused_withoutRepeatingThem(String keys) {
    assertThatThrownBy(() -> AesGcm.of(keys, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("MDEyMz")
        .hasNoCause();
  }
}
