package dev.mplp.examples.server.routes;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Probes;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.examples.server.openapi.OpenApi;
import dev.mplp.model.JsonObject;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.runtime.json.WireCodec;
import java.util.List;
import java.util.function.Supplier;

/** Probes, and the description of the API. */
final class ServerRoutes {

  private static final Form<Live> LIVE = Forms.of(Live.class);
  private static final Form<Ready> READY = Forms.of(Ready.class);

  private ServerRoutes() {}

  /**
   * The process answers.
   *
   * @param status always {@code up}
   * @param version what the server says of its version
   */
  record Live(Status status, String version) {}

  /**
   * Whether requests are to be sent here.
   *
   * @param ready whether they are
   * @param draining whether the server is about to stop
   * @param health of the runtime, part by part
   */
  record Ready(boolean ready, boolean draining, RuntimeHealth health) {}

  static void declare(Routes routes, Probes probes, String version) {
    Routes.Group server = routes.beside("server", "Probes, and the description of the API");

    server
        .get("/health", "health", "Whether the process answers; no dependency is asked")
        .open()
        .answers(Reply.of(LIVE))
        .by(call -> new Live(Status.UP, version));

    server
        .get("/ready", "ready", "Whether requests are to be sent here, dependency by dependency")
        .open()
        .answers(Reply.choosing(READY, List.of(200, 503), ready -> ready.ready() ? 200 : 503))
        .by(call -> ready(probes, isHere(call.exchange())));

    Supplier<Answer> document = once(routes, version);
    server
        .get("/openapi.json", "openapi", "The description of all routes, as OpenAPI 3.1")
        .open()
        .answers(Reply.prepared(Forms.of(JsonObject.class)))
        .by(call -> document.get());
  }

  private static Ready ready(Probes probes, boolean isHere) {
    RuntimeHealth health = probes.health();
    boolean isReady = !probes.isDraining() && health.status() != Status.DOWN;
    return new Ready(isReady, probes.isDraining(), isHere ? health : withoutDetails(health));
  }

  /** Whether somebody on this machine asks, and no proxy for somebody else. */
  private static boolean isHere(Exchange exchange) {
    return exchange.client().isLoopbackAddress()
        && exchange.header("X-Forwarded-For") == null
        && exchange.header("Forwarded") == null;
  }

  /** What anybody may know: not what servers say of themselves, and who the replicas are. */
  private static RuntimeHealth withoutDetails(RuntimeHealth health) {
    return RuntimeHealth.of(
        health.parts().stream()
            .map(part -> new Part(part.name(), part.status(), "the log of the server tells more"))
            .toList());
  }

  /** The document is made when it is first asked for: then all routes are there. */
  private static Supplier<Answer> once(Routes routes, String version) {
    return new Supplier<>() {
      private volatile byte[] bytes = new byte[0];

      @Override
      public Answer get() {
        if (bytes.length == 0) {
          bytes = WireCodec.standard().write(OpenApi.of(routes, version));
        }
        return Answer.json(200, bytes);
      }
    };
  }
}
