package dev.mplp.examples.server.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** By what a request is found in logs: the caller's own name for it when it is sane, else ours. */
final class RequestId {

  static final String HEADER = "X-Request-Id";

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int BYTES = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  static String of(Request request) {
    String given = request.getHeaders().get(HEADER);
    if (given != null && SANE.matcher(given).matches()) {
      return given;
    }
    byte[] id = new byte[BYTES];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
