package dev.mplp.runtime.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that what is stored is told by. */
public final class Sha256 {

  private Sha256() {}

  /** 32 bytes. */
  public static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
