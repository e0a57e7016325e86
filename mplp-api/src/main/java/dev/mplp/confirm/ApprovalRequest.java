package dev.mplp.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an approval.
 *
 * @param approver who may decide
 * @param reason why it is asked, shown to the approver; null for none
 * @param content what exactly is to be approved, in addition to the target itself; the digest
 *     covers it
 */
public record ApprovalRequest(Approver approver, @Nullable String reason, JsonObject content) {

  /** Refuses nulls. */
  public ApprovalRequest {
    requireNonNull(approver, "approver");
    requireNonNull(content, "content");
  }

  /** Asks an approver for nothing but the target. */
  public static ApprovalRequest of(Approver approver) {
    return new ApprovalRequest(approver, null, JsonObject.empty());
  }

  /** The same request with a reason. */
  public ApprovalRequest because(String reason) {
    return new ApprovalRequest(approver, reason, content);
  }

  /** The same request with content. */
  public ApprovalRequest showing(JsonObject content) {
    return new ApprovalRequest(approver, reason, content);
  }
}
