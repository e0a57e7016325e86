package dev.mplp.examples.server.http;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.MplpException;
import dev.mplp.NotFoundException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.RateLimitedException;
import dev.mplp.ValidationException;
import dev.mplp.examples.server.security.UnauthenticatedException;
import java.util.Map;

/** The status of HTTP that stands for an error of the library. */
final class Statuses {

  private static final Map<String, Integer> BY_CODE =
      Map.ofEntries(
          Map.entry("INVALID_CURSOR", 400),
          Map.entry("MODULE_DISABLED", 403),
          Map.entry("CONTENT_CHANGED", 409),
          Map.entry("LOG_TRUNCATED", 410),
          Map.entry("FLOW_INCONSISTENT", 422),
          Map.entry("NOT_CANONICAL", 422),
          Map.entry("TOO_LARGE", 422),
          Map.entry("NEWER_FORM", 503),
          Map.entry("AWAIT_TIMEOUT", 504));

  private Statuses() {}

  /** The status of an error, in answer to a request. */
  static int of(MplpException e, Exchange exchange) {
    boolean isStale = e.code().equals("VERSION_CONFLICT");
    return isStale && exchange.header("If-Match") != null ? 412 : of(e);
  }

  /** The status of an error, whatever it is in answer to. */
  static int of(MplpException e) {
    if (e instanceof RequestException refused) {
      return refused.status();
    }
    Integer byCode = BY_CODE.get(e.code());
    if (byCode != null) {
      return byCode;
    }
    if (e instanceof UnauthenticatedException) {
      return 401;
    }
    if (e instanceof PermissionDeniedException) {
      return 403;
    }
    if (e instanceof NotFoundException) {
      return 404;
    }
    if (e instanceof ConflictException || e instanceof IllegalTransitionException) {
      return 409;
    }
    if (e instanceof ValidationException) {
      return 422;
    }
    if (e instanceof RateLimitedException) {
      return 429;
    }
    return e.retryable() ? 503 : 500;
  }
}
