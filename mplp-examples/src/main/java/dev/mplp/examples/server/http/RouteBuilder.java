package dev.mplp.examples.server.http;

import dev.mplp.examples.server.http.Route.Handler;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.examples.server.json.Patch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Declares a route.
 *
 * @param <B> its body; {@link Void} while it takes none
 */
public final class RouteBuilder<B> {

  static final Param<String> IF_MATCH =
      Param.header("If-Match", String.class, "the ETag under which the caller read it").required();
  static final Param<String> IF_MATCH_OR_NEW =
      Param.header("If-Match", String.class, "the ETag of what is to be replaced");
  static final Param<String> IF_NONE_MATCH =
      Param.header("If-None-Match", String.class, "* for what must not be there yet");

  static final Param<String> SESSION =
      Param.header(
          "MPLP-Session",
          String.class,
          "what the header of this name said in the answer before: nothing older is shown");
  static final Param<String> OVERRIDE_LOCK =
      Param.header(
          "Override-Lock",
          String.class,
          "why what is locked is changed all the same; takes governance.override");
  static final Param<String> IDEMPOTENCY_KEY =
      Param.header(
          "Idempotency-Key",
          String.class,
          "what the caller calls the request: it is carried out once, and answered again");

  private static final String JSON = "application/json";

  private final Routes routes;
  private final String tag;
  private final Method method;
  private final String path;
  private final String operationId;
  private final String summary;
  private final List<Param<?>> params;
  private final Set<Integer> refusals;
  private final @Nullable BodyType<B> body;
  private Access access = Access.CALLER;
  private boolean isLong;

  RouteBuilder(
      Routes routes, String tag, Method method, String path, String operationId, String summary) {
    this(routes, tag, method, path, operationId, summary, null, List.of(), Set.of());
  }

  private RouteBuilder(
      Routes routes,
      String tag,
      Method method,
      String path,
      String operationId,
      String summary,
      @Nullable BodyType<B> body,
      List<Param<?>> params,
      Set<Integer> refusals) {
    this.routes = routes;
    this.tag = tag;
    this.method = method;
    this.path = path;
    this.operationId = operationId;
    this.summary = summary;
    this.body = body;
    this.params = new ArrayList<>(params);
    this.refusals = new LinkedHashSet<>(refusals);
  }

  /** The calls of services that it stands for, as {@code Operations} names them. */
  public RouteBuilder<B> calls(String... calls) {
    access = Access.of(List.of(calls));
    return this;
  }

  /**
   * It makes many commits, for as long as it takes, and does no harm when it is made again: it has
   * no deadline, and begins again when it was broken off.
   */
  public RouteBuilder<B> takesItsTime() {
    isLong = true;
    return this;
  }

  /** Anybody may call it, without credentials. */
  public RouteBuilder<B> open() {
    access = Access.OPEN;
    return this;
  }

  /** Its parameters; each part of the path is one. */
  public RouteBuilder<B> with(Param<?>... more) {
    params.addAll(List.of(more));
    return this;
  }

  /** It is a list: a page of it begins at {@code after} and has at most {@code limit}. */
  public RouteBuilder<B> paged() {
    return with(Param.AFTER, Param.LIMIT);
  }

  /** It changes the version that {@code If-Match} names, and no other. */
  public RouteBuilder<B> ifMatch() {
    return with(IF_MATCH).refuses(412, 428);
  }

  /** It replaces the version of {@code If-Match}, or with {@code If-None-Match: *} makes one. */
  public RouteBuilder<B> ifMatchOrNew() {
    return with(IF_MATCH_OR_NEW, IF_NONE_MATCH).refuses(412, 428);
  }

  /** Further statuses of its problem documents. */
  public RouteBuilder<B> refuses(Integer... statuses) {
    refusals.addAll(List.of(statuses));
    return this;
  }

  /** It takes a body of this type. */
  public <N> RouteBuilder<N> takes(Class<N> type) {
    return takes(Forms.request(type));
  }

  /** It takes a body of this form. */
  public <N> RouteBuilder<N> takes(Form<N> form) {
    return taking(new BodyType.Whole<>(form, List.of(JSON), !Forms.takesNothing(form)));
  }

  /** It takes lines, each of this type, and reads them as they come: it {@link #takesItsTime}. */
  public <N> RouteBuilder<Lines<N>> takesLines(Class<N> type) {
    return takesItsTime().taking(new BodyType.ByLine<>(Forms.request(type)));
  }

  /** It takes a merge patch of this type. */
  public <N> RouteBuilder<Patch<N>> takesPatchOf(Class<N> type) {
    return taking(
        new BodyType.Whole<>(
            Forms.patch(type), List.of("application/merge-patch+json", JSON), true));
  }

  private <N> RouteBuilder<N> taking(BodyType<N> type) {
    RouteBuilder<N> taking =
        new RouteBuilder<>(routes, tag, method, path, operationId, summary, type, params, refusals);
    taking.access = access;
    taking.isLong = isLong;
    return taking;
  }

  /** What it answers with. */
  public <R> Replying<B, R> answers(Reply<R> reply) {
    return new Replying<>(this, reply);
  }

  /** A route that lacks but its handler. */
  public record Replying<B, R>(RouteBuilder<B> route, Reply<R> reply) {
    /** Who answers; with it, the route is there. */
    public void by(Handler<B, R> handler) {
      route.check();
      route.routes.add(new Route<>(route, reply, handler));
    }
  }

  private void check() {
    Set<String> declared = new LinkedHashSet<>();
    params.stream()
        .filter(param -> param.place() == Param.Place.PATH)
        .forEach(param -> declared.add(param.name()));
    Set<String> inPath = new LinkedHashSet<>(PathTree.names(path));
    if (!declared.equals(inPath)) {
      throw new IllegalArgumentException(
          method + " " + path + " has parts " + inPath + ", but declares " + declared);
    }
  }

  Method method() {
    return method;
  }

  String path() {
    return path;
  }

  String operationId() {
    return operationId;
  }

  String summary() {
    return summary;
  }

  String tag() {
    return tag;
  }

  boolean isLong() {
    return isLong;
  }

  Access access() {
    return access;
  }

  /** Those that were declared, and those that all have. */
  List<Param<?>> params() {
    List<Param<?>> all = new ArrayList<>(params);
    if (!access.isOpen()) {
      all.add(SESSION);
    }
    if (method.isWrite() && !access.isOpen()) {
      if (!(body instanceof BodyType.ByLine<?>)) {
        all.add(IDEMPOTENCY_KEY);
      }
      all.add(OVERRIDE_LOCK);
    }
    return all;
  }

  @Nullable BodyType<B> body() {
    return body;
  }

  /** Those of its kind of request, and those it says. */
  Set<Integer> refusals() {
    Set<Integer> all = new LinkedHashSet<>(refusals);
    boolean namesSomething = body != null || !PathTree.names(path).isEmpty();
    if (namesSomething) {
      all.add(404);
    }
    if (method.isWrite()) {
      all.add(409);
      all.addAll(Stream.of(408, 413, 415, 422).toList());
    }
    if (!access.isOpen()) {
      all.addAll(Stream.of(401, 403, 429).toList());
      if (!isLong) {
        all.add(504);
      }
    }
    return all;
  }
}
