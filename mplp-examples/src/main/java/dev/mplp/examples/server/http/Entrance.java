package dev.mplp.examples.server.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Where requests come in and answers go out. */
final class Entrance extends Handler.Abstract {

  private static final String REQUEST_ID = "X-Request-Id";
  private static final String IN_LOGS = "request_id";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int ID_BYTES = 12;

  private final Routes routes;
  private final Pipeline pipeline;
  private final long largestBody;
  private final SecureRandom random = new SecureRandom();

  Entrance(Routes routes, Pipeline pipeline, long largestBody) {
    this.routes = routes;
    this.pipeline = pipeline;
    this.largestBody = largestBody;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String requestId = requestId(request.getHeaders().get(REQUEST_ID));
    response.getHeaders().put(REQUEST_ID, requestId);
    MDC.put(IN_LOGS, requestId);
    try {
      Exchange exchange = new Exchange(request, requestId, routes, largestBody);
      new Sending(request, response, callback).send(pipeline.answer(exchange));
    } finally {
      MDC.remove(IN_LOGS);
    }
    return true;
  }

  private String requestId(@Nullable String given) {
    if (given != null && SANE.matcher(given).matches()) {
      return given;
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
