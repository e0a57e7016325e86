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
        .send(
            Problem.answer(
                status,
                status < 500 ? "INVALID_REQUEST" : "INTERNAL",
                status < 500
                    ? "this is no request that the server understands: "
                        + HttpStatus.getMessage(status)
                    : "the server failed",
                requestId == null ? "none" : requestId));
    return true;
  }
}
