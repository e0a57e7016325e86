package dev.mplp.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identifiers that are not drawn but follow from others, so that rendering the same record twice,
 * in any process, gives the same ones. They have the form of version 4, which the schemas ask for.
 */
public final class DerivedIds {

  private static final long VERSION_MASK = 0xf000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;
  private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;

  private DerivedIds() {}

  /** The identifier of {@code name} within {@code base}: the first half of their SHA-256. */
  public static UUID of(UUID base, String name) {
    byte[] text = name.getBytes(UTF_8);
    byte[] input =
        ByteBuffer.allocate(16 + text.length)
            .putLong(base.getMostSignificantBits())
            .putLong(base.getLeastSignificantBits())
            .put(text)
            .array();
    ByteBuffer hash = ByteBuffer.wrap(sha256().digest(input));
    long high = (hash.getLong() & ~VERSION_MASK) | VERSION_4;
    long low = (hash.getLong() & ~VARIANT_MASK) | VARIANT_RFC;
    return new UUID(high, low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
