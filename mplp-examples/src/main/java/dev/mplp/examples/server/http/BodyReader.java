package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.examples.server.http.BodyType.ByLine;
import dev.mplp.examples.server.http.BodyType.Whole;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Reading;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads bodies: their media type, then strict JSON, then what the route demands. */
final class BodyReader {

  private static final String BODY = "the body";
  private static final byte[] NOTHING = "{}".getBytes(UTF_8);

  private BodyReader() {}

  static <B> @Nullable B read(Route<B, ?> route, Exchange exchange) {
    if (!route.method().isWrite()) {
      return null;
    }
    BodyType<B> type = route.body();
    if (type instanceof ByLine<?> byLine) {
      checkMediaType(type, exchange.header("Content-Type"));
      @SuppressWarnings("unchecked") // what is read by line is Lines
      B lines = (B) exchange.lines(byLine.form());
      return lines;
    }
    byte[] bytes = exchange.body();
    if (!(type instanceof Whole<B> whole)) {
      refuseAny(bytes);
      return null;
    }
    if (bytes.length == 0 && !type.isRequired()) {
      return parse(whole.form(), NOTHING, BODY);
    }
    checkMediaType(type, exchange.header("Content-Type"));
    if (bytes.length == 0) {
      throw new RequestException(400, "INVALID_REQUEST", "the request has no body, but needs one");
    }
    return parse(whole.form(), bytes, BODY);
  }

  /** Clients that always send a body send an empty object where there is nothing to say. */
  private static void refuseAny(byte[] bytes) {
    if (bytes.length > 0 && !new String(bytes, UTF_8).strip().equals("{}")) {
      throw new RequestException(400, "INVALID_REQUEST", "this takes no body; leave it out");
    }
  }

  /**
   * Strict JSON of a form.
   *
   * @param what it is, for messages
   */
  static <B> B parse(Form<B> form, byte[] bytes, String what) {
    Reading reading = Reading.begin();
    B read = form.readAll(bytes, reading);
    if (read != null && reading.isGood()) {
      return read;
    }
    boolean isNoJson =
        reading.violations().stream().anyMatch(one -> one.layer() == Violation.Layer.JSON);
    if (isNoJson) {
      throw RequestException.unreadable(400, what, reading.violations());
    }
    throw new ValidationException(what, reading.violations());
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
