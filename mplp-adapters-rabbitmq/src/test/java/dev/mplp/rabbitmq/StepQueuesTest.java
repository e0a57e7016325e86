package dev.mplp.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepQueuesTest {

  private final StepQueues queues = new StepQueues("mplp");

  @ParameterizedTest
  @CsvSource({
    "scorer, scorer",
    "Credit-Check_2, Credit-Check_2",
    "scorer.dead, scorer%2Edead",
    "a b, a%20b",
    "50%, 50%25",
    "Prüfer, Pr%C3%BCfer",
    "*#/+, %2A%23%2F%2B",
    "😀, %F0%9F%98%80"
  })
  void word_isReadable_andSaysWhichRole(String role, String word) {
    assertThat(StepQueues.word(role)).isEqualTo(word);
    assertThat(URLDecoder.decode(word, StandardCharsets.UTF_8)).isEqualTo(role);
    assertThat(queues.requests(role)).isEqualTo("mplp.steps." + word);
  }

  /** What a role is called must not make it another one's dead letters. */
  @ParameterizedTest
  @ValueSource(strings = {"x.dead", "x%2Edead", "cancel"})
  void queueOfARole_isNoQueueOfAnother(String role) {
    assertThat(queues.requests(role)).isNotEqualTo(StepQueues.dead(queues.requests("x")));
  }

  @Test
  void role_thatIsEmptyOrTooLong_isRefused() {
    assertThatThrownBy(() -> queues.checkRole(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one character");
    assertThatThrownBy(() -> queues.checkRole("ü".repeat(60)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
    queues.checkRole("x".repeat(100));
  }
}
