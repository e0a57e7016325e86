package dev.mplp.examples.server.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** Where requests come in and answers go out. */
final class Entrance extends Handler.Abstract {

  private static final String IN_LOGS = "request_id";

  private final Surroundings around;
  private final Pipeline pipeline;
  private final Admission admission;

  Entrance(Surroundings around, Pipeline pipeline) {
    this.around = around;
    this.pipeline = pipeline;
    this.admission = around.admission();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String requestId = RequestId.of(request);
    response.getHeaders().put(RequestId.HEADER, requestId);
    MDC.put(IN_LOGS, requestId);
    try {
      Exchange exchange = new Exchange(request, requestId, around);
      answer(exchange, new Sending(request, response, callback, around.unseen()));
    } finally {
      MDC.remove(IN_LOGS);
    }
    return true;
  }

  private void answer(Exchange exchange, Sending sending) {
    if (!exchange.isCounted()) {
      sending.send(pipeline.answer(exchange));
    } else if (!admission.begin()) {
      sending.send(pipeline.busy(exchange));
    } else if (pipeline.needsMore(exchange)) {
      admission.end(); // whoever sends slowly keeps nobody else out meanwhile
      exchange.whenBodyIsThere(() -> resume(exchange, sending));
    } else {
      answerCounted(exchange, sending);
    }
  }

  /** The body has come, or will not. */
  private void resume(Exchange exchange, Sending sending) {
    MDC.put(IN_LOGS, exchange.requestId());
    try {
      if (admission.begin()) {
        answerCounted(exchange, sending);
      } else {
        exchange.end();
        sending.send(pipeline.busy(exchange));
      }
    } catch (RuntimeException | Error e) {
      sending.fail(e);
    } finally {
      MDC.remove(IN_LOGS);
    }
  }

  /** What is written bit by bit counts until all of it is written. */
  private void answerCounted(Exchange exchange, Sending sending) {
    boolean goesOn = false;
    Answer answer;
    try {
      answer = pipeline.answer(exchange);
      goesOn = answer.body() instanceof AnswerBody.Stream;
    } finally {
      if (!goesOn) {
        end(exchange);
      }
    }
    try {
      sending.send(answer);
    } finally {
      if (goesOn) {
        end(exchange);
      }
    }
  }

  private void end(Exchange exchange) {
    exchange.end();
    admission.end();
  }
}
