package dev.mplp.examples.server.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mplp.model.Principal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A new key of a program.
 *
 * @param key what the program sends; kept nowhere
 * @param line what goes into the file of {@code MPLP_API_KEYS_FILE}; tells nobody the key
 */
public record NewApiKey(String key, String line) {

  /** What every key begins with, so that one that was let out is found. */
  static final String PREFIX = "mplp_";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Makes one.
   *
   * @param until when it ends; null for never
   * @throws IllegalArgumentException when a name cannot be in a line of the file
   */
  public static NewApiKey of(String name, Principal principal, @Nullable Instant until) {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    ApiKeyLine line = new ApiKeyLine(name, hash(key), principal, until);
    String text = line.format();
    if (!ApiKeyLine.parse(text).equals(line)) {
      throw new IllegalArgumentException(
          "names of keys, subjects and roles have no spaces here, and roles no commas");
    }
    return new NewApiKey(key, text);
  }

  static String hash(String key) {
    return HexFormat.of().formatHex(Digests.sha256(key.getBytes(US_ASCII)));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "NewApiKey[" + line + ']';
  }
}
