package dev.mplp.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.model.Principal;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivingBodyTest {

  private static final Principal ADA = Principal.of("ada");

  private final Share requests = new Share("bodies", 2, 1);
  private final Share bytes = new Share("bodies", 300_000, 300_000);
  private final Sent sent = new Sent();
  private long now;

  /** What was sent, and who is to be told of more. */
  private static final class Sent implements Content.Source {

    private final Deque<Content.Chunk> chunks = new ArrayDeque<>();
    private @Nullable Runnable demand;

    void more(int size, boolean isLast) {
      chunks.add(Content.Chunk.from(ByteBuffer.allocate(size), isLast));
      told();
    }

    void told() {
      Runnable told = demand;
      demand = null;
      if (told != null) {
        told.run();
      }
    }

    @Override
    public Content.@Nullable Chunk read() {
      return chunks.poll();
    }

    @Override
    public void demand(Runnable demandCallback) {
      assertThat(demand).isNull();
      demand = demandCallback;
    }

    @Override
    public void fail(Throwable failure) {
      throw new UnsupportedOperationException();
    }
  }

  private ArrivingBody body(long most) {
    return new ArrivingBody(sent, most, new Arriving(ADA, requests, bytes), () -> now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void bodyThatIsThere_isReadAtOnce_andTakesNothing() {
    sent.more(20_000, true);
    ArrivingBody body = body(20_000);
    assertThat(body.read()).isTrue();
    assertThat(body.whole()).hasSize(20_000);
    bytes.take(ADA, 300_000);
  }

  @Test
  void bodyInPieces_isWaitedFor_andTakesRoomUntilItLeaves() {
    sent.more(100_000, false);
    ArrivingBody body = body(200_000);
    assertThat(body.read()).isFalse();
    assertThatThrownBy(body::whole).isInstanceOf(IllegalStateException.class);
    int[] ended = {0};
    assertThat(body.await(() -> ended[0]++)).isTrue();
    sent.more(50_000, false);
    assertThat(ended[0]).isZero();
    assertThatThrownBy(() -> bytes.take(Principal.of("eve"), 200_000))
        .hasMessageContaining("too many bodies");
    sent.more(0, true);
    assertThat(ended[0]).isEqualTo(1);
    assertThat(body.whole()).hasSize(150_000);

    body.leave();
    body.leave();
    bytes.take(ADA, 300_000);
    requests.take(ADA, 1);
  }

  @Test
  void bodyThatIsTooLarge_isRefused_andNotReadOn() {
    sent.more(100_000, false);
    sent.more(1, false);
    sent.more(1, true);
    ArrivingBody body = body(100_000);
    assertThat(body.read()).isTrue();
    assertThatThrownBy(body::whole).hasMessageContaining("at most 100000 bytes");
    assertThat(sent.chunks).hasSize(1);
  }

  @Test
  void bodyThatDrips_isRefused_butNotAtOnce() {
    ArrivingBody body = body(100_000);
    assertThat(body.read()).isFalse();
    int[] ended = {0};
    body.await(() -> ended[0]++);
    pass(Duration.ofSeconds(5));
    sent.more(1, false);
    assertThat(ended[0]).isZero();
    pass(Duration.ofSeconds(1));
    sent.more(1, false);
    assertThat(ended[0]).isEqualTo(1);
    assertThatThrownBy(body::whole).hasMessageContaining("4 KiB a second");
  }

  @Test
  void longBody_atADecentRate_isTaken() {
    ArrivingBody body = body(200_000);
    for (int i = 0; i < 40; i++) {
      sent.more(4_096, false);
      assertThat(body.read()).isFalse();
      pass(Duration.ofSeconds(1));
    }
    sent.more(1, true);
    assertThat(body.read()).isTrue();
    assertThat(body.whole()).hasSize(40 * 4_096 + 1);
  }

  @Test
  void bodyThatBreaksOff_isRefused_andAsSlowWhereItWasSilent() {
    ArrivingBody broken = body(100);
    sent.chunks.add(Content.Chunk.from(new EOFException(), true));
    assertThat(broken.read()).isTrue();
    assertThatThrownBy(broken::whole).hasMessageContaining("did not come to its end");

    ArrivingBody silent = body(100);
    pass(Duration.ofSeconds(30));
    sent.chunks.add(Content.Chunk.from(new EOFException(), false));
    assertThat(silent.read()).isTrue();
    assertThatThrownBy(silent::whole).hasMessageContaining("4 KiB a second");
  }

  @Test
  void oneTooManyOfACaller_isNotWaitedFor() {
    requests.take(ADA, 1);
    ArrivingBody body = body(100);
    assertThat(body.read()).isFalse();
    assertThat(body.await(() -> {})).isFalse();
    assertThatThrownBy(body::whole).hasMessageContaining("too many bodies of yours");
    assertThat(sent.demand).isNull();
  }
}
