package dev.mplp.runtime.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.MplpException;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.WireCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a request to a collector, once, as the specification of OTLP over HTTP wants it. */
final class Sender {

  /** The specification's own list: all other errors are for ever. */
  private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

  private static final int LARGEST_ANSWER = 64 << 10;
  private static final int LONGEST_TEXT = 300;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Target target;
  private final HttpClient client;

  Sender(Target target) {
    this.target = target;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(target.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  private record Heard(int status, String retryAfter, byte[] body) {}

  Answer send(byte[] body) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.address())
            .timeout(target.timeout())
            .header("User-Agent", "mplp-java")
            .POST(BodyPublishers.ofByteArray(body));
    target.headers().forEach(request::setHeader);
    request.setHeader("Content-Type", "application/json");
    CompletableFuture<Heard> heard =
        client.sendAsync(request.build(), BodyHandlers.ofInputStream()).thenApply(Sender::read);
    try {
      return answer(heard.get(target.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      heard.cancel(true);
      return new Answer.Unreachable(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      heard.cancel(true);
      return new Answer.Unreachable("no answer in " + target.timeout().toMillis() + " ms");
    }
  }

  private static Heard read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return new Heard(
          response.statusCode(),
          response.headers().firstValue("Retry-After").orElse(""),
          body.readNBytes(LARGEST_ANSWER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(Heard heard) {
    if (heard.status() / 100 == 2) {
      return taken(heard.body());
    }
    String why = "status " + heard.status() + text(heard.body());
    return LATER.contains(heard.status())
        ? new Answer.Later(why, wait(heard.retryAfter().strip()))
        : new Answer.Refused(why);
  }

  /** For people, on one line. */
  private static String text(byte[] body) {
    String text = new String(body, UTF_8).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return text.isEmpty()
        ? ""
        : ": " + (text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
  }

  /** That a part was rejected is said by an answer that is good otherwise. */
  private static Answer taken(byte[] body) {
    try {
      JsonValue said = body.length == 0 ? JsonObject.empty() : WireCodec.standard().parse(body);
      if (said instanceof JsonObject object
          && object.get("partialSuccess") instanceof JsonObject part) {
        String message = part.string("errorMessage").filter(text -> !text.isEmpty()).orElse(null);
        return new Answer.Taken(rejected(part.get("rejectedSpans")), message);
      }
    } catch (MplpException | NumberFormatException e) {
      return new Answer.Taken(0, null); // it has them, however it says so
    }
    return new Answer.Taken(0, null);
  }

  /** 64-bit numbers are texts in OTLP; plain numbers are taken as well. */
  private static long rejected(@Nullable JsonValue number) {
    if (number instanceof JsonString text) {
      return Math.max(0, Long.parseLong(text.asString()));
    }
    return number instanceof JsonNumber plain ? Math.max(0, plain.asLong()) : 0;
  }

  /** Seconds, or a moment; null when it is neither. */
  private static @Nullable Duration wait(String retryAfter) {
    try {
      Duration wait =
          retryAfter.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Integer.parseInt(retryAfter))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant());
      Duration positive = wait.isNegative() ? Duration.ZERO : wait;
      return positive.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : positive;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
