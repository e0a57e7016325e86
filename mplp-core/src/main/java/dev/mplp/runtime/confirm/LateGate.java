package dev.mplp.runtime.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.approval.PolicyJson;

/**
 * The gate before a step that came to an execution, or became another one, while it ran: the step
 * carries it along.
 *
 * @param request what is asked
 * @param by who brought the step, asks, and therefore cannot approve
 */
public record LateGate(ApprovalRequest request, String by) {

  /** As a member of the step's payload. */
  public JsonObject toJson() {
    return JsonObject.of("request", PolicyJson.write(request), "by", by);
  }

  /** That which was written. */
  public static LateGate of(JsonObject json) {
    return new LateGate(
        PolicyJson.request(requireNonNull(json.get("request"), "request").asObject()),
        requireNonNull(json.get("by"), "by").asString());
  }
}
