package dev.mplp.runtime.approval;

import static java.util.Objects.requireNonNull;

import dev.mplp.confirm.ApprovalPolicy;

/**
 * What does not change while an approval is decided.
 *
 * @param policy the rule
 * @param requestedBy who asked, and cannot decide
 */
public record Matter(ApprovalPolicy policy, String requestedBy) {

  /** Refuses nulls. */
  public Matter {
    requireNonNull(policy, "policy");
    requireNonNull(requestedBy, "requestedBy");
  }
}
