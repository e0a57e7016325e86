package dev.mplp.examples.server.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problem documents for what never reaches a route: requests that are no HTTP, or too long. */
final class JettyErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object attribute = request.getAttribute(ErrorHandler.ERROR_STATUS);
    int status = attribute instanceof Integer known ? known : response.getStatus();
    if (status < 400) {
      status = 500;
    }
    response.getHeaders().put("Connection", "close");
    String requestId = response.getHeaders().get("X-Request-Id");
    new Sending(request, response, callback)
        .send(answer(status, requestId == null ? "none" : requestId));
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
