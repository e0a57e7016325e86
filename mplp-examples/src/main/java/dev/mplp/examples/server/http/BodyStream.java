package dev.mplp.examples.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Reads a body to its end, up to a size, from callers who send it at a decent rate. */
final class BodyStream {

  private static final int CHUNK = 8 << 10;

  /** For so long any rate will do. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final int BYTES_PER_SECOND = 4 << 10;

  private BodyStream() {}

  /**
   * The bytes, one more than {@code most} when there are more.
   *
   * @param nanos the time
   * @throws RequestException when they come too slowly
   */
  static byte[] read(InputStream in, int most, LongSupplier nanos) throws IOException {
    long began = nanos.getAsLong();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    int many = in.read(chunk);
    while (many >= 0 && all.size() <= most) {
      all.write(chunk, 0, Math.min(many, most + 1 - all.size()));
      refuseSlow(nanos.getAsLong() - began, all.size());
      many = in.read(chunk);
    }
    return all.toByteArray();
  }

  private static void refuseSlow(long nanos, int read) {
    Duration took = Duration.ofNanos(nanos).minus(GRACE);
    if (!took.isNegative() && read < took.toSeconds() * BYTES_PER_SECOND) {
      throw new RequestException(
              408, "BODY_TOO_SLOW", "the body came in more slowly than 4 KiB a second")
          .with("Connection", "close");
    }
  }
}
