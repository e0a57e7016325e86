package dev.mplp.examples.server.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The methods that routes have. {@code HEAD} is answered as {@code GET} without the body. */
public enum Method {
  /** Reads. */
  GET,
  /** Creates, or does something. */
  POST,
  /** Replaces. */
  PUT,
  /** Changes by a merge patch. */
  PATCH,
  /** Removes. */
  DELETE;

  /** The method that a request means, null when no route has it. */
  static @Nullable Method of(String name) {
    return switch (name) {
      case "GET", "HEAD" -> GET;
      case "POST" -> POST;
      case "PUT" -> PUT;
      case "PATCH" -> PATCH;
      case "DELETE" -> DELETE;
      default -> null;
    };
  }

  /** True where what is asked for may change something. */
  public boolean isWrite() {
    return this != GET;
  }

  /** As OpenAPI has it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
