package dev.mplp.runtime.remote;

import dev.mplp.model.ExecutionId;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.StepMessage;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That nobody waits for an answer any more, schema {@code step-cancel.schema.json}: to one request,
 * or to all of an execution that were sent before.
 *
 * @param requestId which request; null for those of an execution
 * @param executionId which execution; null for one request
 * @param sentAt requests that were sent later are still wanted
 * @param reason for people
 */
public record StepCancellation(
    @Nullable String requestId, @Nullable ExecutionId executionId, Instant sentAt, String reason) {

  private static final String TYPE = "step.cancel";
  private static final int LONGEST = 1_000;

  /** Cuts the reason. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  public StepCancellation {
    reason = reason.substring(0, Math.min(reason.length(), LONGEST));
  }

  /** Whether a request is meant. */
  public boolean isOf(StepRequest request) {
    boolean named =
        requestId == null
            ? request.executionId().equals(executionId)
            : request.requestId().equals(requestId);
    return named && !request.sentAt().isAfter(sentAt);
  }

  /** What it is about, for the attribute of the message. */
  String subject() {
    return requestId == null ? String.valueOf(executionId) : requestId;
  }

  /** As it is sent. */
  byte[] bytes() {
    return Wire.bytes(
        Fields.begin(TYPE)
            .putIfPresent("request_id", requestId)
            .putIfPresent("execution_id", executionId == null ? null : executionId.value())
            .put("sent_at", sentAt.toString())
            .put("reason", reason)
            .build());
  }

  /** The cancellation that has these bytes. */
  public static StepCancellation parse(byte[] data) throws UnacceptableMessageException {
    Fields fields = Fields.of(data, Set.of(TYPE));
    boolean one = fields.has("request_id");
    return new StepCancellation(
        fields.textOrNull("request_id", StepMessage.LONGEST_ID),
        one ? null : new ExecutionId(fields.uuid("execution_id")),
        StepRequest.time(fields, "sent_at"),
        fields.text("reason", LONGEST));
  }
}
