package dev.mplp.examples.server.http;

import dev.mplp.Mplp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation that is offered over HTTP.
 *
 * @param <B> its body; {@link Void} where it takes none
 * @param <R> what its handler returns
 */
public final class Route<B, R> {

  /** Answers a call. */
  public interface Handler<B, R> {
    /** Does what is asked for; what it throws becomes a problem document. */
    R handle(Call<B> call);
  }

  private final Method method;
  private final String path;
  private final String operationId;
  private final String summary;
  private final String tag;
  private final Access access;
  private final boolean isLong;
  private final List<Param<?>> params;
  private final @Nullable BodyType<B> body;
  private final Reply<R> reply;
  private final Set<Integer> refusals;
  private final Handler<B, R> handler;

  Route(RouteBuilder<B> built, Reply<R> reply, Handler<B, R> handler) {
    this.method = built.method();
    this.path = built.path();
    this.operationId = built.operationId();
    this.summary = built.summary();
    this.tag = built.tag();
    this.access = built.access();
    this.isLong = built.isLong();
    this.params = List.copyOf(built.params());
    this.body = built.body();
    this.reply = reply;
    this.refusals = Set.copyOf(built.refusals());
    this.handler = handler;
  }

  /** The method. */
  public Method method() {
    return method;
  }

  /** The template of the path from its root, such as {@code /api/v1/contexts/{context_id}}. */
  public String path() {
    return path;
  }

  /** Its name, unique among all. */
  public String operationId() {
    return operationId;
  }

  /** What it does, in a sentence. */
  public String summary() {
    return summary;
  }

  /** The group it belongs to. */
  public String tag() {
    return tag;
  }

  /** Who may call it, and the calls of services that it stands for. */
  public Access access() {
    return access;
  }

  /** Whether it may take its time, and can be made again when it was broken off. */
  public boolean isLong() {
    return isLong;
  }

  /** Its parameters, those of the path first. */
  public List<Param<?>> params() {
    return params;
  }

  /** The body that it takes, null for none. */
  public @Nullable BodyType<B> body() {
    return body;
  }

  /** Whether its body is read line by line. */
  public boolean isReadByLine() {
    return body instanceof BodyType.ByLine<?>;
  }

  /** What it answers with when all is well. */
  public Reply<R> reply() {
    return reply;
  }

  /** The statuses of its problem documents, beside those that any route may have. */
  public Set<Integer> refusals() {
    return refusals;
  }

  Answer answer(Exchange exchange, Mplp mplp, Map<String, String> inPath) {
    Map<Param<?>, Object> parameters = ParameterReader.read(this, exchange, inPath);
    B read = BodyReader.read(this, exchange);
    if (reply.isByLine() && !isReadByLine()) {
      exchange.answeredAtLength();
    }
    return reply.writer().apply(handler.handle(new Call<>(exchange, mplp, parameters, read)));
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
