package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.examples.server.http.Route.BodyType;
import dev.mplp.examples.server.json.Reading;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads bodies: their media type, then strict JSON, then what the route demands. */
final class BodyReader {

  private static final byte[] NOTHING = "{}".getBytes(UTF_8);

  private BodyReader() {}

  static <B> @Nullable B read(Route<B, ?> route, Exchange exchange) {
    if (!route.method().isWrite()) {
      return null;
    }
    byte[] bytes = exchange.body();
    BodyType<B> type = route.body();
    if (type == null) {
      refuseAny(bytes);
      return null;
    }
    if (bytes.length == 0 && !type.isRequired()) {
      return parse(type, NOTHING);
    }
    checkMediaType(type, exchange.header("Content-Type"));
    if (bytes.length == 0) {
      throw new RequestException(400, "INVALID_REQUEST", "the request has no body, but needs one");
    }
    return parse(type, bytes);
  }

  /** Clients that always send a body send an empty object where there is nothing to say. */
  private static void refuseAny(byte[] bytes) {
    if (bytes.length > 0 && !new String(bytes, UTF_8).strip().equals("{}")) {
      throw new RequestException(400, "INVALID_REQUEST", "this takes no body; leave it out");
    }
  }

  private static <B> B parse(BodyType<B> type, byte[] bytes) {
    Reading reading = Reading.begin();
    B read = type.form().readAll(bytes, reading);
    if (read != null && reading.isGood()) {
      return read;
    }
    boolean isNoJson =
        reading.violations().stream().anyMatch(one -> one.layer() == Violation.Layer.JSON);
    if (isNoJson) {
      throw RequestException.unreadable(400, "the body", reading.violations());
    }
    throw new ValidationException("the body", reading.violations());
  }

  private static void checkMediaType(BodyType<?> type, @Nullable String contentType) {
    String[] parts = contentType == null ? new String[] {""} : contentType.split(";", -1);
    boolean isGood = type.mediaTypes().contains(parts[0].strip().toLowerCase(Locale.ROOT));
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      isGood &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    if (!isGood) {
      throw new RequestException(
              415,
              "UNSUPPORTED_MEDIA_TYPE",
              "Content-Type must be "
                  + String.join(" or ", type.mediaTypes())
                  + " in UTF-8, but is "
                  + (contentType == null ? "absent" : '"' + Problem.quoted(contentType) + '"'))
          .with("Accept", String.join(", ", type.mediaTypes()));
    }
  }
}
