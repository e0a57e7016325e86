package dev.mplp.examples.server.http;

import dev.mplp.Mplp;
import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.Violation.Layer;
import dev.mplp.examples.server.json.Patch;
import dev.mplp.model.MplpId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a handler gets: everything is read and checked already.
 *
 * @param <B> the body; {@link Void} where there is none
 */
public final class Call<B> {

  private final Exchange exchange;
  private final Mplp mplp;
  private final Map<Param<?>, Object> parameters;
  private final @Nullable B body;

  Call(Exchange exchange, Mplp mplp, Map<Param<?>, Object> parameters, @Nullable B body) {
    this.exchange = exchange;
    this.mplp = mplp;
    this.parameters = parameters;
    this.body = body;
  }

  /** The services, on behalf of the caller. */
  public Mplp mplp() {
    return mplp;
  }

  /** The request itself. */
  public Exchange exchange() {
    return exchange;
  }

  /** A parameter that is required, or means something when it is absent. */
  public <T> T get(Param<T> param) {
    T value = find(param);
    if (value == null) {
      throw new IllegalStateException("the route does not declare parameter " + param.name());
    }
    return value;
  }

  /** A parameter, null when it is absent. */
  @SuppressWarnings("unchecked") // parameters holds what the form of the parameter read
  public <T> @Nullable T find(Param<T> param) {
    return (T) parameters.get(param);
  }

  /** The body. */
  public B body() {
    if (body == null) {
      throw new IllegalStateException("the route takes no body");
    }
    return body;
  }

  /** The version that {@code If-Match} names. */
  public long version() {
    return EntityTag.version(get(RouteBuilder.IF_MATCH));
  }

  /** The version that {@code If-Match} names; 0 when what is put must not be there yet. */
  public long versionOrNew() {
    String tag = find(RouteBuilder.IF_MATCH_OR_NEW);
    String none = find(RouteBuilder.IF_NONE_MATCH);
    if (tag != null && none == null) {
      return EntityTag.version(tag);
    }
    if (tag == null && none != null && none.strip().equals("*")) {
      return 0;
    }
    throw new RequestException(
        428,
        "PRECONDITION_REQUIRED",
        "say either If-Match with the ETag of what is to be replaced, or If-None-Match: * to make"
            + " something new");
  }

  /**
   * What the patch in the body makes of the object that the path names.
   *
   * @throws RequestException when that has another version than the caller patches
   * @throws ValidationException when the patch makes another object of it
   */
  public <T extends ProtocolObject> T patched(Param<? extends MplpId> path, Versioned<T> read) {
    @SuppressWarnings("unchecked") // the route takes a patch of what it reads
    Patch<T> patch = (Patch<T>) body();
    if (read.version() != version()) {
      throw Preconditions.changed(read.version());
    }
    T patched = patch.on(read.value());
    checkId(path, path.name(), patched.id());
    return patched;
  }

  /**
   * Refuses a body whose identifier is another than the path's.
   *
   * @param member the name of the identifier in the body
   */
  public B sameId(Param<? extends MplpId> path, String member, MplpId inBody) {
    checkId(path, member, inBody);
    return body();
  }

  private void checkId(Param<? extends MplpId> path, String member, MplpId inBody) {
    if (!get(path).equals(inBody)) {
      String message = "must be the identifier in the path, " + get(path).value();
      throw new ValidationException(
          "the body", List.of(new Violation("/" + member, Layer.SCHEMA, "const", message)));
    }
  }
}
