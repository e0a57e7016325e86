package dev.mplp.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an approval.
 *
 * @param policy the rule by which it is decided
 * @param reason why it is asked, shown to the approver; null for none
 * @param content what exactly is to be approved, in addition to the target itself; the digest
 *     covers it
 */
public record ApprovalRequest(ApprovalPolicy policy, @Nullable String reason, JsonObject content) {

  /** Refuses nulls. */
  public ApprovalRequest {
    requireNonNull(policy, "policy");
    requireNonNull(content, "content");
  }

  /** Asks for nothing but the target, under a policy. */
  public static ApprovalRequest of(ApprovalPolicy policy) {
    return new ApprovalRequest(policy, null, JsonObject.empty());
  }

  /** Asks one approver for nothing but the target. */
  public static ApprovalRequest of(Approver approver) {
    return of(ApprovalPolicy.single(approver));
  }

  /** The same request with a reason. */
  public ApprovalRequest because(String reason) {
    return new ApprovalRequest(policy, reason, content);
  }

  /** The same request with content. */
  public ApprovalRequest showing(JsonObject content) {
    return new ApprovalRequest(policy, reason, content);
  }
}
