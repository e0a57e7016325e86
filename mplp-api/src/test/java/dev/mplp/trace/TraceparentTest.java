package dev.mplp.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.model.SegmentId;
import dev.mplp.model.TraceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String HEADER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void parse_header_isWrittenTheSame() {
    Traceparent parsed = Traceparent.parse(HEADER).orElseThrow();
    assertThat(parsed.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(parsed.spanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(parsed.sampled()).isTrue();
    assertThat(parsed).hasToString(HEADER);
  }

  @Test
  void parse_laterVersion_readsWhatItKnows() {
    String later = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-what-comes";
    assertThat(Traceparent.parse(later)).map(Traceparent::sampled).hasValue(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
      })
  void parse_whatIsNone_isEmpty(String header) {
    assertThat(Traceparent.parse(header)).isEmpty();
  }

  @Test
  void ids_ofTracesAndSegments_haveTheirLengthWithLeadingZeros() {
    assertThat(Traceparent.traceId(TraceId.of("00000000-0000-4000-8000-00000000000a")))
        .isEqualTo("0000000000004000800000000000000a");
    assertThat(Traceparent.spanId(SegmentId.of("550e8400-e29b-41d4-a716-446655440000")))
        .isEqualTo("a716446655440000");
  }

  @Test
  void constructor_ofWhatIsNoId_refuses() {
    assertThatThrownBy(() -> new Traceparent("x", "00f067aa0ba902b7", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trace-id");
  }
}
