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
      new Sending(request, response, callback).send(answer(exchange));
    } finally {
      MDC.remove(IN_LOGS);
    }
    return true;
  }

  private Answer answer(Exchange exchange) {
    if (!exchange.isCounted()) {
      return pipeline.answer(exchange);
    }
    if (!admission.begin()) {
      return pipeline.busy(exchange);
    }
    try {
      return pipeline.answer(exchange);
    } finally {
      exchange.end();
      admission.end();
    }
  }
}
