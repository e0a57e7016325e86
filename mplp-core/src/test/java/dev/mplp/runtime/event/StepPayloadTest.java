package dev.mplp.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.model.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepPayloadTest {

  private static final String PLAN = RecordSamples.PLAN.value();

  @Test
  void parse_ofBytes_givesTheSame() {
    StepPayload full =
        new StepPayload(
            RecordSamples.PLAN,
            "say \"é\\n\n\u0001\" \ud83d\ude00",
            "ro\"le",
            7,
            List.of(0, 3),
            true);
    StepPayload bare = new StepPayload(RecordSamples.PLAN, "d", null, 0, List.of(), false);
    StepPayload late =
        new StepPayload(
            RecordSamples.PLAN, "d", "r", 2, List.of(), true, JsonObject.of("by", "a \"b\""));
    assertThat(StepPayload.parse(late.bytes())).isEqualTo(late);
    assertThat(StepPayload.parse(full.bytes())).isEqualTo(full);
    assertThat(StepPayload.parse(bare.bytes())).isEqualTo(bare);
  }

  @Test
  void bytes_areABody() {
    StepPayload payload = new StepPayload(RecordSamples.PLAN, "d", "r", 1, List.of(0), false);
    assertThat(Bodies.parse(payload.bytes()))
        .hasToString(
            "{\"v\":2,\"plan_id\":\""
                + PLAN
                + "\",\"index\":1,\"description\":\"d\",\"agent_role\":\"r\","
                + "\"dependencies\":[0],\"gated\":false}");
  }

  @Test
  void parse_passesOverMembersOfLaterVersions() {
    String later =
        "{\"v\":3,\"new\":{\"a\":[1,{}]},\"plan_id\":\"%s\",\"index\":4,\"description\":\"d\"}"
            .formatted(PLAN);
    assertThat(StepPayload.parse(later.getBytes(UTF_8)))
        .isEqualTo(new StepPayload(RecordSamples.PLAN, "d", null, 4, List.of(), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"plan_id\":\"x\",\"index\":1,\"description\":\"d\"}",
        "{\"index\":1,\"description\":\"d\"}",
        "{\"plan_id\":\"11112222-3333-4000-8000-000000000002\",\"description\":\"d\"}"
      })
  void parse_ofSomethingElse_isRefused(String text) {
    assertThatThrownBy(() -> StepPayload.parse(text.getBytes(UTF_8)))
        .isInstanceOf(UnreadableRecordException.class);
  }
}
