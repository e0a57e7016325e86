package dev.mplp.runtime.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.InvalidCursorException;
import dev.mplp.model.Cursor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of cursors: where a list goes on, which list it is, and a checksum. A cursor that was
 * cut, or that belongs to another list or filter, is refused rather than taken for a place in this
 * one. It holds no secret and gives no right: the list itself checks who may read it.
 */
public final class Cursors {

  private static final byte VERSION = 1;
  private static final int LENGTH = 1 + Long.BYTES + 2 * Integer.BYTES;

  private Cursors() {}

  /**
   * A cursor.
   *
   * @param list names the list with its filter
   * @param place where it goes on, 1 or more
   */
  public static Cursor of(String list, long place) {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.put(VERSION).putLong(place).putInt(checksum(list.getBytes(UTF_8)));
    bytes.putInt(checksum(Arrays.copyOf(bytes.array(), bytes.position())));
    return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
  }

  /**
   * The place in a list; 0, the beginning, for no cursor.
   *
   * @param list names the list with its filter
   * @throws InvalidCursorException when this list did not give the cursor out
   */
  public static long place(String list, @Nullable Cursor cursor) {
    if (cursor == null) {
      return 0;
    }
    ByteBuffer bytes = decoded(cursor);
    byte version = bytes.get();
    long place = bytes.getLong();
    int of = bytes.getInt();
    if (version != VERSION || place < 1) {
      throw new InvalidCursorException(
          "the cursor \"" + cursor + "\" is not of this version; begin the list anew");
    }
    if (of != checksum(list.getBytes(UTF_8))) {
      throw new InvalidCursorException(
          "the cursor \""
              + cursor
              + "\" belongs to another list or filter; give it to the list that gave it out, with"
              + " the same filter, or begin this one anew");
    }
    return place;
  }

  private static ByteBuffer decoded(Cursor cursor) {
    byte[] bytes = new byte[0];
    if (cursor.value().length() <= 2 * LENGTH) {
      try {
        bytes = Base64.getUrlDecoder().decode(cursor.value());
      } catch (IllegalArgumentException e) {
        bytes = new byte[0];
      }
    }
    int body = LENGTH - Integer.BYTES;
    if (bytes.length != LENGTH
        || ByteBuffer.wrap(bytes).getInt(body) != checksum(Arrays.copyOf(bytes, body))) {
      String shown = cursor.value().substring(0, Math.min(cursor.value().length(), 2 * LENGTH));
      throw new InvalidCursorException(
          "\"" + shown + "\" is no cursor; pass on what a page said in next, as it is");
    }
    return ByteBuffer.wrap(bytes);
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
