package dev.mplp.examples.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body line by line as it comes: no more than a line of it is in memory, and whoever sends
 * it too slowly is refused. Of one thread.
 */
final class LineReader {

  /** How many lines a body has at most. */
  static final int MOST_LINES = 100_000;

  private static final int CHUNK = 32 << 10;

  private final InputStream in;
  private final long most;
  private final int longest;
  private final Pace pace;
  private final byte[] chunk = new byte[CHUNK];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long read;
  private int number;
  private boolean isTooLong;

  /**
   * At the beginning of a body.
   *
   * @param most how many bytes it has at most
   * @param longest how many bytes a line has at most
   * @param nanos the time
   */
  LineReader(InputStream in, long most, int longest, LongSupplier nanos) {
    this.in = in;
    this.most = most;
    this.longest = longest;
    this.pace = new Pace(nanos);
  }

  /**
   * A line.
   *
   * @param number from 1
   * @param bytes without the end of the line; null when they are too many
   */
  record Line(int number, byte @Nullable [] bytes) {}

  /**
   * The next line that has something in it, null at the end.
   *
   * @throws RequestException when the body is too large, or comes too slowly
   */
  @Nullable Line next() throws IOException {
    while (advance()) {
      if (++number > MOST_LINES) {
        throw tooLarge(MOST_LINES + " lines");
      }
      if (isTooLong) {
        return new Line(number, null);
      }
      byte[] bytes = line.toByteArray();
      if (!isBlank(bytes)) {
        return new Line(number, bytes);
      }
    }
    return null;
  }

  /** Reads up to the end of a line, or of the body; false when there is nothing more. */
  private boolean advance() throws IOException {
    line.reset();
    isTooLong = false;
    boolean isThere = false;
    while (at < end || fill()) {
      isThere = true;
      int from = at;
      while (at < end && chunk[at] != '\n') {
        at++;
      }
      take(from, at - from);
      if (at < end) {
        at++;
        return true;
      }
    }
    return isThere;
  }

  private void take(int from, int many) {
    isTooLong |= line.size() + many > longest;
    if (!isTooLong) {
      line.write(chunk, from, many);
    }
  }

  private boolean fill() throws IOException {
    int many = pace.read(in, chunk);
    if (many < 0) {
      return false;
    }
    read += many;
    if (read > most) {
      throw tooLarge(most + " bytes");
    }
    pace.refuseSlow();
    at = 0;
    end = many;
    return true;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** A body that has more than that. */
  static RequestException tooLarge(String most) {
    return new RequestException(
            413,
            "BODY_TOO_LARGE",
            "what is sent line by line has at most "
                + most
                + " here; send it in several pieces. The lines before that count")
        .with("Connection", "close");
  }
}
