package dev.mplp.runtime.json;

import dev.mplp.model.WireFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The characters of the current string or number, without a copy where that goes. Reused. */
final class TokenText implements CharSequence {

  private byte[] bytes = {};
  private int from;
  private int length;

  /** The text, where its bytes are not its characters. */
  private @Nullable String decoded;

  void set(JsonScanner scanner) {
    if (scanner.isPlain()) {
      bytes = scanner.bytes();
      from = scanner.from();
      length = scanner.to() - from;
      decoded = null;
    } else {
      decoded = scanner.text();
      length = decoded.length();
    }
  }

  /** The version 4 UUID that this is, null if it is none. */
  @Nullable UUID moduleId() {
    if (decoded != null) {
      return WireFormat.parseModuleId(decoded);
    }
    return length == UuidBytes.LENGTH ? UuidBytes.parse(bytes, from) : null;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return decoded == null ? (char) bytes[from + index] : decoded.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().substring(start, end);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(charAt(i));
    }
    return text.toString();
  }
}
