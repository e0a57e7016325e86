package dev.mplp.examples.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a caller sends or takes: only the time counts in which he is waited for. Any rate will
 * do for a while. Of one thread.
 */
final class Pace {

  static final int BYTES_PER_SECOND = 4 << 10;

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private long waited;
  private long moved;

  /**
   * Before anything has come or gone.
   *
   * @param nanos the time
   */
  Pace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Reads as {@link InputStream#read(byte[])}. */
  int read(InputStream in, byte[] into) throws IOException {
    long began = nanos.getAsLong();
    int many = in.read(into);
    waited += nanos.getAsLong() - began;
    moved += Math.max(0, many);
    return many;
  }

  /** Writes as {@link OutputStream#write(byte[], int, int)}. */
  void write(OutputStream out, byte[] bytes, int from, int many) throws IOException {
    long began = nanos.getAsLong();
    out.write(bytes, from, many);
    waited += nanos.getAsLong() - began;
    moved += many;
  }

  /** Whether the caller has had his while, and is below the rate. */
  boolean isTooSlow() {
    return isTooSlow(waited, moved);
  }

  /** The same of who was waited for so many nanoseconds, and has moved so many bytes. */
  static boolean isTooSlow(long waited, long moved) {
    Duration beyond = Duration.ofNanos(waited).minus(GRACE);
    return !beyond.isNegative() && moved < beyond.toSeconds() * BYTES_PER_SECOND;
  }

  /**
   * Refuses a body that comes too slowly.
   *
   * @throws RequestException when it does
   */
  void refuseSlow() {
    if (isTooSlow()) {
      throw tooSlow();
    }
  }

  static RequestException tooSlow() {
    return new RequestException(
            408, "BODY_TOO_SLOW", "the body came in more slowly than 4 KiB a second")
        .with("Connection", "close");
  }
}
