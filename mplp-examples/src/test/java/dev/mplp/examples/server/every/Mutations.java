package dev.mplp.examples.server.every;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.ValidationException;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.WireCodec;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Requests that a server has carried out, sent again with one thing changed: they come past the
 * door, into handlers and storage, and may do what they say or be refused, but nothing fails.
 */
final class Mutations {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final List<JsonValue> VALUES =
      List.of(
          JsonNull.NULL,
          JsonObject.empty(),
          JsonArray.empty(),
          JsonArray.of("a", 1),
          JsonNumber.of(new BigDecimal("-1")),
          JsonNumber.of(new BigDecimal("1e300")),
          JsonNumber.of(new BigDecimal("9223372036854775808")),
          JsonNumber.of(new BigDecimal("0.5")),
          new JsonString(""),
          new JsonString("a\0b"),
          new JsonString("' or 1=1; --"),
          new JsonString("\ud83d\ude00\u202e\uffff"),
          new JsonString("x".repeat(5_000)),
          new JsonString("9999-12-31T23:59:59.999999999Z"),
          new JsonString("P106751991167300D"));

  private static final List<String> PARTS =
      List.of(
          "%00",
          "%F0%9F%92%A9", "%27", "-1", "9223372036854775808", "x".repeat(3_000), "%E2%80%AE");

  private final Door door;
  private final List<Request> good;
  private final List<String> ids;
  private final Random random;
  private int done;

  /**
   * Of these requests.
   *
   * @param door to the server that has carried them out
   */
  Mutations(Door door, List<Request> good, long seed) {
    this.door = door;
    this.good = good.stream().filter(one -> !one.path().contains("wait=")).toList();
    this.ids =
        good.stream()
            .flatMap(one -> ID.matcher(one.path() + one.body()).results())
            .map(found -> found.group())
            .distinct()
            .toList();
    this.random = new Random(seed);
  }

  /** Sends them for a while; how many of a hundred did what they said. */
  int send(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    int sent = 0;
    while (System.nanoTime() < end || sent < 100) {
      Request changed = changed(good.get(sent % good.size()));
      HttpResponse<String> answer = door.send(changed);
      assertThat(answer.statusCode()).as("%s%n%s", changed, answer.body()).isLessThan(500);
      done += answer.statusCode() < 300 ? 1 : 0;
      sent++;
    }
    return done * 100 / sent;
  }

  private Request changed(Request request) {
    Request of = overWhatIsThere(request);
    return switch (random.nextInt(4)) {
      case 0 -> with(of, path(of.path()), of.body());
      case 1 -> with(of, query(of.path()), of.body());
      default -> with(of, of.path(), body(of.body()));
    };
  }

  private static Request with(Request of, String path, String body) {
    return new Request(of.operation(), path, of.headers(), body, of.subject(), of.besides());
  }

  /** With the entity tag that the object has now. */
  private Request overWhatIsThere(Request request) {
    int at = request.headers().indexOf("If-Match");
    if (at < 0) {
      return request;
    }
    Request read =
        new Request(
            new Operation("read", "GET", request.path(), JsonObject.empty()),
            request.path(),
            List.of(),
            "",
            request.subject(),
            List.of());
    List<String> headers = new ArrayList<>(request.headers());
    door.send(read).headers().firstValue("ETag").ifPresent(tag -> headers.set(at + 1, tag));
    return new Request(
        request.operation(),
        request.path(),
        headers,
        request.body(),
        request.subject(),
        request.besides());
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String path(String path) {
    String[] parts = path.split("\\?", 2);
    List<String> names = new ArrayList<>(List.of(parts[0].split("/", -1)));
    int at = 3 + random.nextInt(Math.max(1, names.size() - 3));
    if (at < names.size()) {
      names.set(at, random.nextBoolean() ? any(ids) : any(PARTS));
    }
    return String.join("/", names) + (parts.length > 1 ? '?' + parts[1] : "");
  }

  private String query(String path) {
    String[] parts = path.split("\\?", 2);
    if (parts.length == 1) {
      return path + "?limit=" + any(List.of("1", "0", "1000", "x"));
    }
    List<String> pairs = new ArrayList<>(List.of(parts[1].split("&", -1)));
    int at = random.nextInt(pairs.size());
    String name = pairs.get(at).split("=", 2)[0];
    pairs.set(at, name + '=' + (random.nextBoolean() ? any(PARTS) : any(ids)));
    return parts[0] + '?' + String.join("&", pairs);
  }

  private String body(String body) {
    if (body.isEmpty()) {
      return random.nextInt(4) == 0 ? any(VALUES).toString() : body;
    }
    try {
      return changed(WireCodec.standard().parse(body.getBytes(UTF_8))).toString();
    } catch (ValidationException e) {
      return body.substring(random.nextInt(body.length())); // lines, not one value
    }
  }

  private JsonValue changed(JsonValue value) {
    if (value instanceof JsonObject object && !object.isEmpty() && random.nextInt(8) > 0) {
      String name = any(List.copyOf(object.names()));
      return random.nextInt(6) == 0
          ? object.without(name)
          : object.with(name, changed(object.members().get(name)));
    }
    if (value instanceof JsonArray array && array.size() > 0 && random.nextInt(4) > 0) {
      List<JsonValue> all = new ArrayList<>(array.values());
      JsonValue one = any(all);
      if (random.nextInt(4) == 0) {
        all.add(one);
      } else {
        all.set(all.indexOf(one), changed(one));
      }
      return new JsonArray(all);
    }
    if (value instanceof JsonString text && ID.matcher(text.value()).matches()) {
      return random.nextBoolean() ? new JsonString(any(ids)) : any(VALUES);
    }
    return any(VALUES);
  }
}
