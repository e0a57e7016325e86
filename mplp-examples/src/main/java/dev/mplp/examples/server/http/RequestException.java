package dev.mplp.examples.server.http;

import dev.mplp.MplpException;
import dev.mplp.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request that no handler sees, as HTTP itself is not kept to, or not now: with {@code
 * Retry-After}, and with a status that says so, it can be sent again.
 */
public final class RequestException extends MplpException {

  private static final long serialVersionUID = 1L;

  private static final Set<Integer> CAN_SUCCEED_LATER = Set.of(408, 503, 504);

  private final int status;
  private final transient Map<String, String> headers;
  private final transient List<Violation> violations;

  private RequestException(
      int status,
      String code,
      String message,
      Map<String, String> headers,
      List<Violation> violations) {
    super(
        code,
        CAN_SUCCEED_LATER.contains(status) || headers.containsKey("Retry-After"),
        message,
        null);
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.violations = List.copyOf(violations);
  }

  /**
   * A request that is refused.
   *
   * @param status of the answer
   * @param code stable, as that of every other error
   * @param message what is wrong, what was expected and what to do
   */
  public RequestException(int status, String code, String message) {
    this(status, code, message, Map.of(), List.of());
  }

  /** The same with headers in the answer, such as {@code Allow}. */
  public RequestException with(String header, String value) {
    return new RequestException(
        status, code(), String.valueOf(getMessage()), Map.of(header, value), violations);
  }

  /** Parameters or a body that cannot be read. */
  static RequestException unreadable(int status, String what, List<Violation> violations) {
    return new RequestException(
        status, "INVALID_REQUEST", what + " cannot be accepted", Map.of(), violations);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  List<Violation> violations() {
    return violations;
  }
}
