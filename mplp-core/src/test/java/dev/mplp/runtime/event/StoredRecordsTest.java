package dev.mplp.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.event.EventRecord;
import dev.mplp.spi.LogEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is in somebody's log stays readable: the form of a version changes by more members alone.
 * What it was like before it got them is kept too.
 */
class StoredRecordsTest {

  @Test
  void records_areWrittenAsTheyAlwaysWere() throws IOException {
    List<String> written = RecordSamples.all().stream().map(StoredRecordsTest::line).toList();
    assertThat(String.join("\n", written))
        .isEqualTo(stored(String.valueOf(Bodies.VERSION)).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2-before", "2"})
  void records_ofEveryForm_areRendered(String form) throws IOException {
    for (String line : stored(form).lines().toList()) {
      assertThat(line).contains("{\"v\":" + form.charAt(0) + ",");
      int space = line.indexOf(' ');
      LogEntry entry =
          new LogEntry(
              line.substring(0, space),
              RecordSamples.CONTEXT.value(),
              RecordSamples.EXECUTION,
              RecordSamples.RUN,
              RecordSamples.STEP.uuid(),
              1,
              line.substring(space + 1).getBytes(UTF_8));
      EventRecord rendered = EventRendering.render(RecordSamples.record(entry, 1));
      assertThat(rendered.inline()).isNotNull();
    }
  }

  private static String line(LogEntry entry) {
    return entry.type() + ' ' + new String(entry.body(), UTF_8);
  }

  private static String stored(String form) throws IOException {
    String name = "records-" + form + ".txt";
    try (InputStream in = StoredRecordsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
