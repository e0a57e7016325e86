package dev.mplp.runtime.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a step is about, in short: an answer counts while it is the same as when an agent was asked,
 * and no longer when the step was revised.
 */
public final class WorkDigest {

  private static final int BYTES = 16;

  private WorkDigest() {}

  /** The digest of a step with this role and payload, in hexadecimal. */
  public static String of(String role, byte[] payload) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update(role.getBytes(UTF_8));
    digest.update((byte) 0);
    return HexFormat.of().formatHex(digest.digest(payload), 0, BYTES);
  }
}
