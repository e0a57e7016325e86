package dev.mplp.learning;

import dev.mplp.internal.Require;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were used, in a {@link LearningSample}.
 *
 * @param totalTokens how many in all
 * @param promptTokens how many went in
 * @param completionTokens how many came out
 * @param byAgent how many each agent used
 */
public record TokenUsage(
    @Nullable BigDecimal totalTokens,
    @Nullable BigDecimal promptTokens,
    @Nullable BigDecimal completionTokens,
    @Nullable List<AgentTokens> byAgent) {

  /** Checks what the schema demands and copies the lists. */
  public TokenUsage {
    Require.range(totalTokens, BigDecimal.ZERO, null, "totalTokens");
    Require.range(promptTokens, BigDecimal.ZERO, null, "promptTokens");
    Require.range(completionTokens, BigDecimal.ZERO, null, "completionTokens");
    byAgent = Require.copy(byAgent);
  }
}
