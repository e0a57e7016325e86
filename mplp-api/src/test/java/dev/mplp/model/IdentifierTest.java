package dev.mplp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

  private static final String TEXT = "550e8400-e29b-41d4-a716-446655440000";

  @Test
  void text_isReadAndWrittenUnchanged() {
    PlanId id = PlanId.of(TEXT);
    assertThat(id.value()).isEqualTo(TEXT);
    assertThat(id).hasToString(TEXT).isEqualTo(new PlanId(UUID.fromString(TEXT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "550E8400-E29B-41D4-A716-446655440000",
        "550e8400-e29b-11d4-a716-446655440000",
        "550e8400-e29b-41d4-c716-446655440000",
        "550e8400-e29b-41d4-a716-446655440000\n",
        "{550e8400-e29b-41d4-a716-446655440000}",
        "550e8400e29b41d4a716446655440000",
        "0-0-4000-8000-0"
      })
  void otherText_isRefusedByName(String text) {
    assertThatThrownBy(() -> StepId.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StepId")
        .hasMessageContaining('"' + text + '"')
        .hasMessageContaining(WireFormat.MODULE_ID_PATTERN);
  }

  @Test
  void uuidOfAnotherVersion_isRefused() {
    UUID timeBased = UUID.fromString("550e8400-e29b-11d4-a716-446655440000");
    assertThatThrownBy(() -> new ContextId(timeBased))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ContextId");
  }

  @Test
  void kinds_neverMix() {
    assertThat((Object) PlanId.of(TEXT)).isNotEqualTo(StepId.of(TEXT));
    assertThat(ObjectId.from(PlanId.of(TEXT))).isEqualTo(ObjectId.from(StepId.of(TEXT)));
  }

  @Test
  void randomIdentifiers_areValidAndDiffer() {
    TraceId id = TraceId.random();
    assertThat(TraceId.of(id.value())).isEqualTo(id);
    assertThat(TraceId.random()).isNotEqualTo(id);
  }
}
