package dev.mplp.examples.server.http;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.Session;
import dev.mplp.examples.server.net.Addresses;
import dev.mplp.examples.server.security.Authenticator;
import dev.mplp.examples.server.security.RequestCredentials;
import dev.mplp.model.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request to its answer: the outer filters, the caller, the inner filters, the handler. An
 * error becomes a problem document before the outer filters see it.
 */
final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private static final Refusals REFUSALS = new Refusals();
  private static final int LONGEST_ADVICE = 1000;

  private final Mplp mplp;
  private final Authenticator authenticator;
  private final List<Filter> outer;
  private final List<Filter> inner;

  Pipeline(Mplp mplp, Authenticator authenticator, List<Filter> outer, List<Filter> inner) {
    this.mplp = mplp;
    this.authenticator = authenticator;
    this.outer = List.copyOf(outer);
    this.inner = List.copyOf(inner);
  }

  Answer answer(Exchange exchange) {
    return guarded(exchange, () -> through(outer, 0, exchange, () -> guardedRoute(exchange)));
  }

  /**
   * Whether more of the body is to come that the answer needs. Nobody reads those of callers who
   * are not known; their answer says so.
   */
  boolean needsMore(Exchange exchange) {
    if (exchange.needsNoBody()) {
      return false;
    }
    try {
      return !exchange.isBodyThere(exchange.caller(() -> authenticate(exchange)));
    } catch (RuntimeException e) {
      return false; // the same again when it is answered
    }
  }

  /** The answer where too much is under way, past nothing but the outer filters. */
  Answer busy(Exchange exchange) {
    Filter.Next refusal =
        () -> {
          throw Admission.busy("too many requests are under way here; send this again in a moment");
        };
    return guarded(exchange, () -> through(outer, 0, exchange, () -> guarded(exchange, refusal)));
  }

  private static Answer through(List<Filter> filters, int at, Exchange exchange, Filter.Next last) {
    return at == filters.size()
        ? last.go()
        : filters.get(at).around(exchange, () -> through(filters, at + 1, exchange, last));
  }

  private Answer guardedRoute(Exchange exchange) {
    return guarded(exchange, () -> EntityTag.unlessKnown(route(exchange), exchange));
  }

  private static Answer guarded(Exchange exchange, Filter.Next next) {
    try {
      return next.go();
    } catch (MplpException e) {
      int status = Statuses.of(e, exchange);
      REFUSALS.told(exchange, label(exchange), e, status);
      return Problem.answer(e, status, exchange.requestId());
    } catch (IllegalArgumentException e) {
      if (!isOurs(e)) {
        LOG.warn("{} {} refused an argument", exchange.method(), label(exchange), e);
      }
      return Problem.answer(422, "INVALID_ARGUMENT", advice(e), exchange.requestId());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("{} {} failed", exchange.method(), label(exchange), e);
      String detail = "the server failed; its log says why under this request id";
      return Problem.answer(500, "INTERNAL", detail, exchange.requestId());
    }
  }

  /** What our own code says of an argument is for the caller; what others say is not. */
  private static String advice(IllegalArgumentException e) {
    String message = e.getMessage();
    return isOurs(e) && message != null
        ? Problem.plain(message, LONGEST_ADVICE)
        : "something in the request is not acceptable";
  }

  private static boolean isOurs(IllegalArgumentException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("dev.mplp.");
  }

  private static String label(Exchange exchange) {
    Route<?, ?> route = exchange.route();
    return route == null ? "unknown" : route.path();
  }

  private Answer route(Exchange exchange) {
    Route<?, ?> route = exchange.route();
    if (route == null) {
      return unrouted(exchange);
    }
    Negotiation.check(route, exchange);
    if (route.access().isOpen()) {
      return route.answer(exchange, mplp, exchange.parts());
    }
    Principal caller = exchange.caller(() -> authenticate(exchange));
    Session session = session(exchange, caller);
    Answer answer =
        through(
            inner,
            0,
            exchange,
            () -> route.answer(exchange, view(exchange, session.mplp()), exchange.parts()));
    String token = session.token();
    return token.isEmpty() ? answer : answer.with(RouteBuilder.SESSION.name(), token);
  }

  private Principal authenticate(Exchange exchange) {
    RequestCredentials credentials =
        new RequestCredentials(
            exchange.headers("Authorization"),
            exchange.headers("X-API-Key"),
            Objects.requireNonNullElse(exchange.header("Host"), ""),
            Addresses.origin(exchange.client()));
    exchange.identity(() -> authenticator.identify(credentials));
    return authenticator.authenticate(credentials);
  }

  /** Replicas keep copies: a caller who says what he saw is shown nothing older by any of them. */
  private Session session(Exchange exchange, Principal caller) {
    String token = exchange.header(RouteBuilder.SESSION.name());
    try {
      return mplp.as(caller).session(token == null ? "" : token);
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          400, "INVALID_REQUEST", RouteBuilder.SESSION.name() + ": " + e.getMessage());
    }
  }

  /** The services of a caller, as the request asks for them. */
  private static Mplp view(Exchange exchange, Mplp ofCaller) {
    Mplp services = exchange.services(ofCaller);
    String reason = exchange.header(RouteBuilder.OVERRIDE_LOCK.name());
    if (reason != null) {
      services = services.overridingLocks(reason);
    }
    String caching = exchange.header("Cache-Control");
    return caching != null && caching.toLowerCase(Locale.ROOT).contains("no-cache")
        ? services.fresh()
        : services;
  }

  private static Answer unrouted(Exchange exchange) {
    List<Method> methods = exchange.methods();
    if (methods.isEmpty()) {
      throw new RequestException(
          404,
          "ROUTE_NOT_FOUND",
          "there is nothing at this path; /openapi.json tells what there is");
    }
    String allow =
        methods.stream()
            .flatMap(one -> one == Method.GET ? Stream.of("GET", "HEAD") : Stream.of(one.name()))
            .collect(Collectors.joining(", "));
    if (exchange.method().toUpperCase(Locale.ROOT).equals("OPTIONS")) {
      return Answer.empty(204).with("Allow", allow + ", OPTIONS");
    }
    throw new RequestException(
            405, "METHOD_NOT_ALLOWED", "this path has the methods " + allow + " alone")
        .with("Allow", allow + ", OPTIONS");
  }
}
