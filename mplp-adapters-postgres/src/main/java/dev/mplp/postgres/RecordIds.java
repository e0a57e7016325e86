package dev.mplp.postgres;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The ids of log records: derived from the identity of the log, which is stored with it, and the
 * sequence number. So they are the same after a dump and restore, and need no room.
 */
final class RecordIds {

  private final UUID log;

  RecordIds(UUID log) {
    this.log = log;
  }

  /** An id in the layout of version 4. */
  UUID of(long sequence) {
    ByteBuffer named = ByteBuffer.allocate(24);
    named.putLong(log.getMostSignificantBits());
    named.putLong(log.getLeastSignificantBits());
    named.putLong(sequence);
    ByteBuffer digest = ByteBuffer.wrap(sha256(named.array()));
    long most = (digest.getLong() & 0xffffffffffff0fffL) | 0x4000L;
    long least = (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(most, least);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
