package dev.mplp.examples.server.http;

import dev.mplp.MplpException;
import dev.mplp.Violation;
import java.util.List;
import java.util.Map;

/** A request that no handler sees, as HTTP itself is not kept to. */
public final class RequestException extends MplpException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;
  private final transient List<Violation> violations;

  private RequestException(
      int status,
      String code,
      String message,
      Map<String, String> headers,
      List<Violation> violations) {
    super(code, status == 503 || status == 504, message, null);
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.violations = List.copyOf(violations);
  }

  /**
   * A request that is refused.
   *
   * @param status of the answer, 400 to 499, or 503 and 504, after which the same request can
   *     succeed later
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
