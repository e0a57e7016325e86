package dev.mplp.examples.server.every;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/**
 * A request that is sent by whoever is to send it.
 *
 * @param operation what it calls
 * @param path with its query
 * @param headers name and value in turn
 * @param body empty for none
 * @param subject who calls
 * @param besides capabilities that this very request asks for on its way
 */
record Request(
    Operation operation,
    String path,
    List<String> headers,
    String body,
    String subject,
    List<String> besides) {

  /** The request of HTTP. */
  HttpRequest.Builder on(HttpRequest.Builder request) {
    request.method(operation.method(), BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.setHeader(
          "Content-Type", operation.takesLines() ? Description.LINES : "application/json");
    }
    for (int i = 0; i < headers.size(); i += 2) {
      request.setHeader(headers.get(i), headers.get(i + 1));
    }
    return request;
  }
}
