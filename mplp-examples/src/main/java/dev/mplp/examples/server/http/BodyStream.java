package dev.mplp.examples.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Reads a body to its end, up to a size, from callers who send it at a decent rate. */
final class BodyStream {

  private static final int CHUNK = 8 << 10;

  private BodyStream() {}

  /**
   * The bytes, one more than {@code most} when there are more.
   *
   * @param nanos the time
   * @throws RequestException when they come too slowly
   */
  static byte[] read(InputStream in, int most, LongSupplier nanos) throws IOException {
    Pace pace = new Pace(nanos);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    int many = pace.read(in, chunk);
    while (many >= 0 && all.size() <= most) {
      all.write(chunk, 0, Math.min(many, most + 1 - all.size()));
      pace.refuseSlow();
      many = pace.read(in, chunk);
    }
    return all.toByteArray();
  }
}
