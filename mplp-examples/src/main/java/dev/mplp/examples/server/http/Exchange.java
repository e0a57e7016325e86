package dev.mplp.examples.server.http;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.security.Identified;
import dev.mplp.model.Principal;
import dev.mplp.spi.Storage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request on its way through filters to its handler. Of one thread at a time. */
public final class Exchange {

  private final Request request;
  private final String requestId;
  private final Surroundings around;
  private final PathTree.@Nullable Place place;
  private final @Nullable Route<?, ?> route;
  private final RequestBody body;
  private @Nullable Principal principal;
  private @Nullable RuntimeException unknown;
  private @Nullable Supplier<Identified> identity;
  private @Nullable Storage storage;

  Exchange(Request request, String requestId, Surroundings around) {
    this.body = new RequestBody(request, around.admission());
    this.request = request;
    this.requestId = requestId;
    this.around = around;
    this.place = around.routes().find(path());
    Method method = Method.of(request.getMethod());
    this.route = place == null || method == null ? null : place.routes().get(method);
  }

  /** The request as the server of HTTP has it. */
  public Request request() {
    return request;
  }

  /** By which the request is found in logs: the caller's own, or made here. */
  public String requestId() {
    return requestId;
  }

  /** The method as it was sent. */
  public String method() {
    return request.getMethod();
  }

  /** The path as it was sent, not decoded. */
  public String path() {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  /** The query as it was sent, null for none. */
  public @Nullable String query() {
    return request.getHttpURI().getQuery();
  }

  /** The values of all headers of a name. */
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }

  /** A header, null when it is absent; several of one name are joined by commas. */
  public @Nullable String header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  /** Where the request came from: the other end, or whom a proxy that is trusted asks for. */
  public InetAddress client() {
    return around.origins().of(peer(), request.getHeaders());
  }

  private InetAddress peer() {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress at
            && at.getAddress() != null
        ? at.getAddress()
        : InetAddress.getLoopbackAddress(); // nothing else reaches a server by other means
  }

  /** The route that answers it, null when there is none. */
  public @Nullable Route<?, ?> route() {
    return route;
  }

  /** The methods that there are for the path; empty when there is nothing. */
  List<Method> methods() {
    return place == null ? List.of() : place.routes().keySet().stream().sorted().toList();
  }

  /** The parts of the path that have names. */
  public Map<String, String> parts() {
    return place == null || route == null
        ? Map.of()
        : Collections.unmodifiableMap(place.named(route));
  }

  /** On whose behalf it is, null while nobody was asked for, and where anybody may call. */
  public @Nullable Principal principal() {
    return principal;
  }

  /**
   * The same, found out once.
   *
   * @throws RuntimeException each time when that failed
   */
  Principal caller(Supplier<Principal> found) {
    if (unknown != null) {
      throw unknown;
    }
    Principal known = principal;
    if (known == null) {
      try {
        known = found.get();
      } catch (RuntimeException e) {
        unknown = e;
        throw e;
      }
      principal = known;
    }
    return known;
  }

  /** Asks again who the caller is, for answers that go on; null before he was asked for. */
  public @Nullable Supplier<Identified> identity() {
    return identity;
  }

  void identity(Supplier<Identified> ask) {
    identity = ask;
  }

  /** Answers that go on; null where the server has none. */
  public @Nullable Following following() {
    return around.following();
  }

  /** Whether the caller asks for this media type by its name. */
  public boolean asksFor(String type) {
    String accept = header("Accept");
    return accept != null && Negotiation.names(accept, type);
  }

  /** Lets the handler use this storage, see {@link Mplp#over}; for a filter around calls. */
  public void over(Storage storage) {
    this.storage = storage;
  }

  /** The services as the handler gets them. */
  Mplp services(Mplp ofCaller) {
    return storage == null ? ofCaller : ofCaller.over(storage);
  }

  /** Whether nothing asks for {@link #body}. */
  boolean needsNoBody() {
    return route == null || !route.method().isWrite() || route.isReadByLine();
  }

  /** Whether {@link #body} has something to say; reads what is there, and waits for nothing. */
  boolean isBodyThere(Principal caller) {
    return body.isThere(caller);
  }

  /** Goes on when the body is there; see {@link RequestBody#whenThere}. */
  void whenBodyIsThere(Runnable then) {
    body.whenThere(then);
  }

  /**
   * The whole body.
   *
   * @throws RequestException when it is too large, or did not come
   */
  public byte[] body() {
    return body.whole();
  }

  /** The lines of the body as they come; see {@link RequestBody#lines}. */
  <N> Lines<N> lines(Form<N> form) {
    return body.lines(form, requireNonNull(principal));
  }

  /** Its answer takes long; see {@link RequestBody#answeredAtLength}. */
  void answeredAtLength() {
    body.answeredAtLength(requireNonNull(principal));
  }

  /** The request is over. */
  void end() {
    body.end();
  }

  /** True when it takes part of what is limited: probes never wait for others. */
  boolean isCounted() {
    return route == null || !route.access().isOpen();
  }
}
