package dev.mplp.examples.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/** An answer for a caller who has to take it at a decent rate; see {@link Pace}. */
final class PacedOutput extends FilterOutputStream {

  private final Pace pace;

  /**
   * An answer of which nothing is taken yet.
   *
   * @param nanos the time
   */
  PacedOutput(OutputStream out, LongSupplier nanos) {
    super(out);
    this.pace = new Pace(nanos);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int many) throws IOException {
    pace.write(out, bytes, from, many);
    if (pace.isTooSlow()) {
      throw new IOException("the answer is taken more slowly than 4 KiB a second");
    }
  }
}
