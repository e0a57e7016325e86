package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodiesTest {

  @Test
  void clean_keepsWhatADocumentCanHold() {
    String text = "tab\t, é, \ud83d\ude00, \uffff";
    assertThat(Bodies.clean(text)).isSameAs(text);
  }

  @Test
  void clean_replacesNulAndLoneSurrogates() {
    assertThat(Bodies.clean("\u0000a\ud800b\udc00")).isEqualTo("\ufffda\ufffdb\ufffd");
    assertThat(Bodies.clean("\ud83d\ude00\ude00\ud83d")).isEqualTo("\ud83d\ude00\ufffd\ufffd");
  }

  @Test
  void errorOfAHandler_ofWhateverText_isRead() {
    StepError error = StepError.permanent("BAD\u0000", "\ud800\n\"\\\u001f");
    byte[] body = StepRecords.stepFailed(RecordSamples.REF, RecordSamples.STEP, 0, 1, error).body();
    assertThat(Bodies.parse(body).get("error"))
        .isEqualTo(
            JsonObject.of(
                "code", "BAD\ufffd", "message", "\ufffd\n\"\\\u001f", "retryable", false));
  }

  @Test
  void outputAtTheLimitOfDepth_isRead() {
    JsonValue deep = JsonValue.of(1);
    for (int i = 0; i < 499; i++) {
      deep = JsonValue.of(List.of(deep));
    }
    JsonObject output = JsonObject.of("deep", deep);
    byte[] body =
        StepRecords.stepCompleted(RecordSamples.REF, RecordSamples.STEP, 0, 1, output).body();
    assertThat(Bodies.parse(body).get("output")).isEqualTo(output);
  }
}
