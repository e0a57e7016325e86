package dev.mplp.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class BodyStreamTest {

  /** Each look at it is a second later. */
  private static LongSupplier slow() {
    AtomicLong now = new AtomicLong();
    return () -> now.getAndAdd(Duration.ofSeconds(1).toNanos());
  }

  /** Gives a byte at a time. */
  private static ByteArrayInputStream bytewise(int size) {
    return new ByteArrayInputStream(new byte[size]) {
      @Override
      public int read(byte[] into) {
        return read(into, 0, 1);
      }
    };
  }

  @Test
  void body_isReadToItsEnd_orOneBeyondItsLimit() throws IOException {
    assertThat(BodyStream.read(new ByteArrayInputStream(new byte[20_000]), 20_000, () -> 0))
        .hasSize(20_000);
    assertThat(BodyStream.read(new ByteArrayInputStream(new byte[20_000]), 10_000, () -> 0))
        .hasSize(10_001);
  }

  @Test
  void slowBody_isRefused_butNotAtOnce() throws IOException {
    assertThat(BodyStream.read(bytewise(4), 100, slow())).hasSize(4);
    assertThatThrownBy(() -> BodyStream.read(bytewise(50), 100, slow()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("4 KiB a second");
  }

  @Test
  void longBody_atADecentRate_isTaken() throws IOException {
    assertThat(BodyStream.read(new ByteArrayInputStream(new byte[200_000]), 200_000, slow()))
        .hasSize(200_000);
  }
}
