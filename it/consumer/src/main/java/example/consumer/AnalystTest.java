package example.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonObject;
import dev.mplp.testkit.TestRuntime;
import org.junit.jupiter.api.Test;

/** The test of a handler that docs/testing.md shows. */
class AnalystTest {

  @Test
  void analyst_scoresTheCustomer() {
    try (TestRuntime kit = TestRuntime.create()) {
      kit.handler("analyst", new Analyst());
      var result = kit.run(kit.plan().step("Score customer 4711", "analyst"));
      assertThat(result.isCompleted()).isTrue();
      assertThat(result.steps().get(0).output()).isEqualTo(JsonObject.of("score", 712));
    }
  }
}
