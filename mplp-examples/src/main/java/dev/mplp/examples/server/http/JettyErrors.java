package dev.mplp.examples.server.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problem documents for what never reaches a route: requests that are no HTTP, or too long. */
final class JettyErrors implements Request.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(JettyErrors.class);

  private final FewLines lines = new FewLines(LOG, "that reached no route were answered");
  private final Unseen unseen;

  JettyErrors(Unseen unseen) {
    this.unseen = unseen;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object attribute = request.getAttribute(ErrorHandler.ERROR_STATUS);
    int status = attribute instanceof Integer code ? code : response.getStatus();
    if (status < 400) {
      status = 500;
    }
    response.getHeaders().put("Connection", "close");
    String known = response.getHeaders().get(RequestId.HEADER);
    String requestId = known == null ? RequestId.of(request) : known;
    response.getHeaders().put(RequestId.HEADER, requestId);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    unseen.answered(request.getMethod(), status);
    int answered = status;
    lines.say(() -> LOG.info("answered {} to what reached no route [{}]", answered, requestId));
    new Sending(request, response, callback, unseen).send(answer(status, requestId));
    return true;
  }

  private static Answer answer(int status, String requestId) {
    if (status == 503) {
      String detail = "the server takes no requests now; try again, elsewhere or later";
      return Problem.answer(status, "UNAVAILABLE", detail, requestId).with("Retry-After", "1");
    }
    return status < 500
        ? Problem.answer(
            status,
            "INVALID_REQUEST",
            "this is no request that the server understands: " + HttpStatus.getMessage(status),
            requestId)
        : Problem.answer(status, "INTERNAL", "the server failed", requestId);
  }
}
