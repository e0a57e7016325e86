package dev.mplp.examples.server.http;

import java.io.IOException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;

/** The server of HTTP beneath: what it takes for a request, and how it begins. */
final class Jetty {

  private static final UriCompliance URIS =
      UriCompliance.DEFAULT.with(
          "names in paths",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

  /** All headers together, with room for a token of the longest kind that is taken. */
  private static final int LARGEST_HEADERS = 16 << 10;

  private Jetty() {}

  /** HTTP/1.1, as it is read here. */
  static HttpConnectionFactory http() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(LARGEST_HEADERS);
    configuration.setUriCompliance(URIS);
    return new HttpConnectionFactory(configuration);
  }

  /**
   * Starts a server; of one that does not start nothing is left.
   *
   * @throws IOException when it cannot listen
   */
  static void begin(Server server) throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      stop(server, e);
      throw e;
    } catch (Exception e) {
      stop(server, e);
      throw new IllegalStateException("the server does not start", e);
    }
  }

  private static void stop(Server server, Exception because) {
    try {
      server.stop();
    } catch (Exception e) {
      because.addSuppressed(e);
    }
  }
}
