package dev.mplp.examples.server.idempotency;

import dev.mplp.MplpException;
import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.RefusalAnswer;
import dev.mplp.examples.server.http.RequestException;
import dev.mplp.examples.server.idempotency.Outcome.Kept;
import org.jspecify.annotations.Nullable;

/** Answers to requests with a key: what is kept of them, and how they are given again. */
final class Answers {

  static final String HEADER = "Idempotency-Key";

  /** Answers that are larger are not kept: what was made is shown in their place. */
  private static final int LARGEST = 64 << 10;

  private Answers() {}

  /** What is kept of an answer; null when it is too large, or goes on. */
  static @Nullable Kept kept(Answer answer) {
    if (answer.body() instanceof AnswerBody.Bytes body) {
      return body.bytes().length > LARGEST
          ? null
          : new Kept(answer.status(), answer.headers(), body.type(), body.bytes());
    }
    return answer.body() instanceof AnswerBody.None
        ? new Kept(answer.status(), answer.headers(), null, new byte[0])
        : null;
  }

  /** An error of the caller's, which comes again with the same request; null for any other. */
  static @Nullable Kept refusal(MplpException e, Exchange exchange) {
    if (e.retryable()) {
      return null;
    }
    Answer refused = RefusalAnswer.of(e, exchange);
    return refused.status() < 500 ? kept(refused) : null;
  }

  /** An answer that was kept. */
  static Answer again(Kept answer) {
    return replayed(
        new Answer(
            answer.status(),
            answer.headers(),
            answer.type() == null
                ? AnswerBody.NONE
                : new AnswerBody.Bytes(answer.type(), answer.body())));
  }

  static Answer replayed(Answer answer) {
    return answer.with("Idempotency-Replayed", "true");
  }

  static RequestException underWay() {
    return new RequestException(
            409, "REQUEST_UNDER_WAY", "the request with this " + HEADER + " is still under way")
        .with("Retry-After", "1");
  }
}
