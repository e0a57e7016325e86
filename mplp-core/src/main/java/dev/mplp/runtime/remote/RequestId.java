package dev.mplp.runtime.remote;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.Tenant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which attempt at which step a request is for; to agents a text without meaning: {@code
 * <tenant>/<execution>/<index>/<attempt>}.
 *
 * @param index the place of the step in the execution
 * @param attempt the attempt that made the request
 */
public record RequestId(String tenant, UUID execution, int index, int attempt) {

  private static final Pattern FORM =
      Pattern.compile("([^/]{1,64})/([0-9a-f-]{36})/([0-9]{1,9})/([0-9]{1,9})");

  /** The id that has this text. */
  static RequestId parse(String text) throws UnacceptableMessageException {
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      try {
        return new RequestId(
            Tenant.of(parts.group(1)).name(),
            UUID.fromString(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            Integer.parseInt(parts.group(4)));
      } catch (IllegalArgumentException e) {
        throw unknown(text);
      }
    }
    throw unknown(text);
  }

  private static UnacceptableMessageException unknown(String text) {
    return new UnacceptableMessageException(
        "request_id is that of a request, but no request has \"" + text + '"');
  }

  ExecutionId executionId() {
    return new ExecutionId(execution);
  }

  /** What all attempts at the step have in common: the id of its document and of its timer. */
  String step() {
    return step(execution, index);
  }

  static String step(UUID execution, int index) {
    return execution + "/" + index;
  }

  @Override
  public String toString() {
    return tenant + '/' + execution + '/' + index + '/' + attempt;
  }
}
