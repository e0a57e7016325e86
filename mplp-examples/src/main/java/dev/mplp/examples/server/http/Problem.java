package dev.mplp.examples.server.http;

import dev.mplp.MplpException;
import dev.mplp.RateLimitedException;
import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.examples.server.security.UnauthenticatedException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type always {@code about:blank}: {@code code} tells problems apart
 * @param title what the status means
 * @param status of the answer
 * @param detail what is wrong, what was expected and what to do
 * @param code stable, the same as over every other way of calling
 * @param retryable whether the same request can succeed later
 * @param requestId by which the request is found in the logs
 * @param violations every rule that is broken; absent when it is no matter of rules
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    boolean retryable,
    String requestId,
    @Nullable List<Broken> violations) {

  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int LONGEST_QUOTE = 100;
  private static final int FEW = 10;
  private static final Form<Problem> FORM = Forms.of(Problem.class);

  /**
   * A rule that is broken.
   *
   * @param pointer where: a JSON Pointer into the body, or {@code query/}, {@code path/} or {@code
   *     header/} with the name of a parameter
   * @param rule which
   * @param message what is wrong
   */
  public record Broken(String pointer, String rule, String message) {}

  /**
   * The answer to a request that is refused.
   *
   * @param status what {@link Statuses} says
   */
  static Answer answer(MplpException e, int status, String requestId) {
    Answer answer = of(e, status, requestId, Integer.MAX_VALUE).toAnswer();
    if (e instanceof RequestException refused) {
      for (var header : refused.headers().entrySet()) {
        answer = answer.with(header.getKey(), header.getValue());
      }
    } else if (e instanceof UnauthenticatedException unknown) {
      answer = answer.with("WWW-Authenticate", unknown.challenge());
    } else if (e instanceof RateLimitedException limited) {
      answer = answer.with("Retry-After", Long.toString(CallsLeft.seconds(limited.retryAfter())));
    } else if (status == 503) {
      answer = answer.with("Retry-After", "1");
    }
    return answer;
  }

  /** What went wrong with a part of a request; of the rules it tells the first few. */
  public static Problem of(MplpException e, String requestId) {
    return of(e, Statuses.of(e), requestId, FEW);
  }

  private static Problem of(MplpException e, int status, String requestId, int most) {
    return new Problem(
        "about:blank",
        HttpStatus.getMessage(status),
        status,
        detail(e, status),
        e.code(),
        e.retryable(),
        requestId,
        violations(e, most));
  }

  /** What servers behind this one say of a failure is for its log alone. */
  private static String detail(MplpException e, int status) {
    if (e instanceof ValidationException) {
      return "what was sent breaks rules; violations tells each";
    }
    return status < 500 || e instanceof RequestException
        ? String.valueOf(e.getMessage())
        : "the server cannot do this "
            + (e.retryable() ? "now; try again later" : "as it is set up or stored")
            + "; its log says why under this request id";
  }

  /** The answer where no exception of ours tells what is wrong. */
  static Answer answer(int status, String code, String detail, String requestId) {
    return new Problem(
            "about:blank",
            String.valueOf(HttpStatus.getMessage(status)),
            status,
            detail,
            code,
            status == HttpStatus.SERVICE_UNAVAILABLE_503,
            requestId,
            null)
        .toAnswer();
  }

  private Answer toAnswer() {
    return new Answer(
        status,
        Map.of("Cache-Control", "no-store"),
        new AnswerBody.Bytes(MEDIA_TYPE, FORM.writeAll(this)));
  }

  private static @Nullable List<Broken> violations(MplpException e, int most) {
    List<Violation> violations = List.of();
    if (e instanceof ValidationException invalid) {
      violations = invalid.violations();
    } else if (e instanceof RequestException refused) {
      violations = refused.violations();
    }
    return violations.isEmpty()
        ? null
        : violations.stream()
            .limit(most)
            .map(one -> new Broken(one.pointer(), one.name(), one.message()))
            .toList();
  }

  /** What a caller sent, as a message may quote it. */
  static String quoted(String text) {
    return plain(text, LONGEST_QUOTE).replace('"', '\'');
  }

  /** A text without control characters, and not longer than that. */
  static String plain(String text, int longest) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= longest ? plain : plain.substring(0, longest) + "...";
  }
}
