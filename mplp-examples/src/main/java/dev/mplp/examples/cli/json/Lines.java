package dev.mplp.examples.cli.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines as bytes, one after the other, without those that are blank. Only one line is held at
 * a time. Not thread-safe.
 */
public final class Lines {

  /** Longer lines are refused, so that a stream without line ends does not fill the memory. */
  static final int LONGEST = 64 << 20;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long number;

  /** Lines of this stream, which stays open. */
  public Lines(InputStream in) {
    this.in = in;
  }

  /** The next line without its end; null when there is none. */
  public byte @Nullable [] next() throws IOException {
    while (true) {
      byte[] bytes = nextRaw();
      if (bytes == null || !isBlank(bytes)) {
        return bytes;
      }
    }
  }

  /** The number of the line that was read last, from 1; blank ones count. */
  public long number() {
    return number;
  }

  /** True when the next line, or the beginning of it, is here already. */
  public boolean hasMoreAtHand() throws IOException {
    return at < end || in.available() > 0;
  }

  private byte @Nullable [] nextRaw() throws IOException {
    line.reset();
    boolean any = false;
    while (at < end || fill()) {
      any = true;
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      if (line.size() + at - from > LONGEST) {
        throw new IOException("line " + (number + 1) + " is longer than " + LONGEST + " bytes");
      }
      line.write(buffer, from, at - from);
      if (at < end) {
        at++;
        break;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    return line.toByteArray();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
