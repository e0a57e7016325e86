package dev.mplp.runtime;

import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.spi.PayloadCipher;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cipher that an environment names. */
final class Encryption {

  private static final String KEYS = "ENCRYPTION_KEY";
  private static final String ACCEPT_PLAIN = "ENCRYPTION_ACCEPT_PLAIN";

  private Encryption() {}

  /** Null when it names no key. */
  static @Nullable PayloadCipher of(Map<String, String> environment) {
    String keys = environment.getOrDefault(KEYS, "");
    String plain = environment.getOrDefault(ACCEPT_PLAIN, "false");
    if (!plain.equals("true") && !plain.equals("false")) {
      throw new IllegalArgumentException(ACCEPT_PLAIN + " is true or false, not " + plain);
    }
    return keys.isBlank() ? null : AesGcm.of(keys, plain.equals("true"));
  }
}
