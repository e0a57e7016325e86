package dev.mplp.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.InvalidCursorException;
import dev.mplp.model.Cursor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

  private static final String LIST = "default plan {status=draft}";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 500, 1L << 40, Long.MAX_VALUE})
  void place_comesBack(long place) {
    assertThat(Cursors.place(LIST, Cursors.of(LIST, place))).isEqualTo(place);
  }

  @Test
  void noCursor_isTheBeginning() {
    assertThat(Cursors.place(LIST, null)).isZero();
  }

  @Test
  void cursor_ofAnotherFilter_isRefused() {
    Cursor cursor = Cursors.of(LIST, 7);
    assertThatThrownBy(() -> Cursors.place("default plan {}", cursor))
        .isInstanceOf(InvalidCursorException.class)
        .hasMessageContaining("another list or filter")
        .hasMessageContaining(cursor.value());
  }

  static Stream<String> broken() {
    String good = Cursors.of(LIST, 4711).value();
    Stream<String> changed =
        IntStream.range(0, good.length())
            .mapToObj(
                i ->
                    good.substring(0, i)
                        + (good.charAt(i) == 'A' ? 'Q' : 'A')
                        + good.substring(i + 1));
    Stream<String> cut = IntStream.range(1, good.length()).mapToObj(i -> good.substring(0, i));
    Stream<String> other =
        Stream.of("17", "-1", "", "null", "' or 1=1", "\u00e4", good + good, "A".repeat(100_000))
            .filter(text -> !text.isEmpty());
    return Stream.of(changed, cut, other).flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void text_thatIsNoCursor_isRefused(String text) {
    Cursor cursor = new Cursor(text);
    assertThatThrownBy(() -> Cursors.place(LIST, cursor))
        .isInstanceOf(InvalidCursorException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
  }
}
