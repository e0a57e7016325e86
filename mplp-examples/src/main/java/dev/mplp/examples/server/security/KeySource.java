package dev.mplp.examples.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where public keys come from. */
interface KeySource {

  /** The longest set of keys that is read, in bytes. */
  int LONGEST = 256 * 1024;

  /** The keys as a JWK Set (RFC 7517). */
  String read() throws IOException, InterruptedException;

  /** After which time they are read again. */
  Duration freshness();

  /** At an address that begins with http, or in a file. */
  static KeySource of(String place) {
    if (place.startsWith("https://") || place.startsWith("http://")) {
      return new OfAddress(URI.create(place));
    }
    return new OfFile(
        place.startsWith("file:") ? Path.of(URI.create(place).getPath()) : Path.of(place));
  }

  private static String text(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new IOException("a set of keys has at most " + LONGEST + " bytes");
    }
    return new String(bytes, UTF_8);
  }

  /** In a file. */
  record OfFile(Path path) implements KeySource {
    @Override
    public String read() throws IOException {
      try (InputStream body = Files.newInputStream(path)) {
        return text(body);
      }
    }

    @Override
    public Duration freshness() {
      return Duration.ofSeconds(10);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** At an address; what it redirects to is not asked. */
  final class OfAddress implements KeySource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final URI address;
    private final HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    OfAddress(URI address) {
      this.address = address;
    }

    @Override
    public String read() throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(PATIENCE)
              .header("Accept", "application/jwk-set+json, application/json")
              .build();
      CompletableFuture<String> answer =
          client.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(OfAddress::body);
      try {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        answer.cancel(true);
        throw new IOException("no keys from " + address + ": " + e.getMessage(), e);
      }
    }

    private static String body(HttpResponse<InputStream> response) {
      try (InputStream body = response.body()) {
        if (response.statusCode() != OK) {
          throw new IOException("status " + response.statusCode());
        }
        return text(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Duration freshness() {
      return Duration.ofMinutes(5);
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }
}
