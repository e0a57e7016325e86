package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static LineReader reader(String body, long most, int longest) {
    return new LineReader(new ByteArrayInputStream(body.getBytes(UTF_8)), most, longest, () -> 0);
  }

  private static List<String> read(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    LineReader.Line line = reader.next();
    while (line != null) {
      byte[] bytes = line.bytes();
      lines.add(line.number() + ":" + (bytes == null ? "too long" : new String(bytes, UTF_8)));
      line = reader.next();
    }
    return lines;
  }

  /** Each look at it is a second later. */
  private static LongSupplier slow() {
    AtomicLong now = new AtomicLong();
    return () -> now.getAndAdd(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void lines_areTold_withTheirNumbers_withoutBlankOnes() throws IOException {
    assertThat(read(reader("a\n\nbb\r\n \t\r\nc", 100, 10)))
        .containsExactly("1:a", "3:bb\r", "5:c");
    assertThat(read(reader("a\n", 100, 10))).containsExactly("1:a");
    assertThat(read(reader("", 100, 10))).isEmpty();
    assertThat(read(reader("\n\n", 100, 10))).isEmpty();
  }

  @Test
  void lineThatIsTooLong_isPassedOver_andTheNextIsRead() throws IOException {
    assertThat(read(reader("0123456789\n01234567890\nc\n", 100, 10)))
        .containsExactly("1:0123456789", "2:too long", "3:c");
    String long1 = "x".repeat(200_000);
    assertThat(read(reader(long1 + "\nb", 1 << 20, 100_000))).containsExactly("1:too long", "2:b");
  }

  @Test
  void linesOfAnyLength_inPiecesOfAnySize_areThoseThatWereSent() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<String> sent = new ArrayList<>();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int i = 1; i <= 20; i++) {
        String text = "y".repeat(1 + random.nextInt(random.nextBoolean() ? 20 : 70_000));
        sent.add(i + ":" + text);
        body.writeBytes((text + "\n").getBytes(UTF_8));
      }
      InputStream inPieces =
          new ByteArrayInputStream(body.toByteArray()) {
            @Override
            public int read(byte[] into) {
              return read(into, 0, 1 + random.nextInt(into.length));
            }
          };
      assertThat(read(new LineReader(inPieces, 10 << 20, 1 << 20, () -> 0))).isEqualTo(sent);
    }
  }

  @Test
  void bodyThatIsTooLarge_isRefused_whenItsLinesBeforeWereTold() throws IOException {
    String line = "z".repeat(999) + "\n";
    LineReader reader = reader(line.repeat(100), 50_000, 10_000);
    for (int i = 0; i < 32; i++) { // what came with the first piece
      assertThat(reader.next()).isNotNull();
    }
    assertThatThrownBy(() -> read(reader))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at most 50000 bytes");
    assertThatThrownBy(() -> read(reader("a\n".repeat(LineReader.MOST_LINES + 1), 1 << 20, 10)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at most 100000 lines");
    assertThat(read(reader("a\n".repeat(LineReader.MOST_LINES), 1 << 20, 10)))
        .hasSize(LineReader.MOST_LINES);
  }

  @Test
  void bodyThatComesTooSlowly_isRefused() {
    InputStream bytewise =
        new ByteArrayInputStream("abc\n".repeat(20).getBytes(UTF_8)) {
          @Override
          public int read(byte[] into) {
            return read(into, 0, 1);
          }
        };
    assertThatThrownBy(() -> read(new LineReader(bytewise, 1000, 100, slow())))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("4 KiB a second");
  }

  @Test
  void answerThatIsTakenTooSlowly_isCutOff() throws IOException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    try (PacedOutput decent = new PacedOutput(taken, slow())) {
      for (int i = 0; i < 20; i++) {
        decent.write(new byte[8 << 10]);
      }
    }
    assertThat(taken.size()).isEqualTo(20 * (8 << 10));
    PacedOutput tooSlow = new PacedOutput(taken, slow());
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                tooSlow.write(1);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4 KiB a second");
  }
}
