package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that one agent used, in a {@link TokenUsage}.
 *
 * @param agentId the agent
 * @param role the role that it acted in
 * @param tokens how many, not negative
 */
public record AgentTokens(String agentId, @Nullable String role, BigDecimal tokens) {

  /** Checks what the schema demands and copies the lists. */
  public AgentTokens {
    requireNonNull(agentId, "agentId");
    requireNonNull(tokens, "tokens");
    Require.range(tokens, BigDecimal.ZERO, null, "tokens");
  }
}
