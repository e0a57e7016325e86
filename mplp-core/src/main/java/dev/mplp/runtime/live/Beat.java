package dev.mplp.runtime.live;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That every record with {@code after < position <= upTo} was sent, and of which tenants there were
 * some. Also sent when there are none, as a sign of life.
 */
record Beat(long after, long upTo, Set<String> tenants) {

  private static final byte VERSION = 1;

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(after);
      out.writeLong(upTo);
      out.writeInt(tenants.size());
      for (String tenant : tenants) {
        out.writeUTF(tenant);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Null when it is of another version, or cannot be read. */
  static @Nullable Beat read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        return null;
      }
      long after = in.readLong();
      long upTo = in.readLong();
      Set<String> tenants = new HashSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        tenants.add(in.readUTF());
      }
      return new Beat(after, upTo, tenants);
    } catch (IOException e) {
      return null;
    }
  }
}
