package dev.mplp.confirm;

import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A Confirm together with what the wire form does not hold.
 *
 * @param confirm the protocol object
 * @param policy the rule by which it is decided
 * @param requestedBy the subject who asked
 * @param digest SHA-256, in hex, of what is to be approved in the present round: RFC 8785 canonical
 *     JSON
 * @param content what the digest was made of: {@code {"target": ..., "content": ...}}
 * @param round the present round, from 1
 * @param consumed whether a gate was opened with it: then it is final
 * @param decidedBy the subject of the latest decision, null while there is none
 * @param standing what is still needed, or how it ended
 */
public record Approval(
    Confirm confirm,
    ApprovalPolicy policy,
    String requestedBy,
    String digest,
    JsonObject content,
    int round,
    boolean consumed,
    @Nullable String decidedBy,
    Standing standing) {

  /** True when somebody may still decide. */
  public boolean isOpen() {
    return standing instanceof Standing.Waiting;
  }
}
