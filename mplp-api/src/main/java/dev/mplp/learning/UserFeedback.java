package dev.mplp.learning;

import dev.mplp.internal.Require;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a person said, in a {@link LearningSample}.
 *
 * @param decision in favour or against
 * @param comment in words
 * @param rating from 0 to 5
 */
public record UserFeedback(
    @Nullable FeedbackDecision decision, @Nullable String comment, @Nullable BigDecimal rating) {

  /** Checks what the schema demands and copies the lists. */
  public UserFeedback {
    Require.range(rating, BigDecimal.ZERO, BigDecimal.valueOf(5), "rating");
  }
}
