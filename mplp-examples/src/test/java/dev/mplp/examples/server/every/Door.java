package dev.mplp.examples.server.every;

import dev.mplp.Mplp;
import java.net.http.HttpResponse;

/** How a server is reached. */
interface Door {

  /** The runtime behind it, for what is no matter of HTTP. */
  Mplp mplp();

  /** Sends a request that its caller may send. */
  HttpResponse<String> send(Request request);
}
