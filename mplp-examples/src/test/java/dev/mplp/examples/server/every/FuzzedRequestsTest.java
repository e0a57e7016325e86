package dev.mplp.examples.server.every;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requests that no client means to send, to every route: the server refuses them without failing,
 * tells nothing of its insides, and answers on.
 */
class FuzzedRequestsTest {

  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final long SECONDS = FULL ? 300 : 8;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\\r\\n]*\\r\\n");
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\bat [a-z]+\\.[\\w.]+\\(|Exception\\b|dev\\.mplp\\.|org\\.eclipse|java\\.[a-z]+\\.");
  private static final int LARGEST_ANSWER = 1 << 20;

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999",
          "99999999999999999999",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"' or 1=1; --\"",
          "\"<script>\"",
          "\"${jndi:ldap://x}\"",
          "\"00000000-0000-4000-8000-000000000000\"",
          "\"2030-13-45T99:99:99Z\"",
          "\"PT-1S\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"a\":1,\"a\":2}");

  private static final List<String> PARTS =
      List.of(
          "00000000-0000-4000-8000-000000000000",
          "..",
          "%2e%2e",
          "%00",
          "%ff",
          "%",
          "%zz",
          "..%2f..%2fetc%2fpasswd",
          "a;b=c",
          "%F0%9F%92%A9",
          "x".repeat(3_000),
          "'",
          "~",
          "system",
          "%20");

  private static final List<String> HEADERS =
      List.of(
          "If-Match: *",
          "If-Match: \"99999999999999999999\"",
          "If-Match: \"1\"",
          "If-None-Match: W/\"x\"",
          "Accept: a/b;q=x, */*",
          "Accept-Encoding: gzip;q=,,",
          "Content-Type: application/json; charset=utf-7",
          "Content-Type: application/json",
          "Content-Type: application/merge-patch+json",
          "Content-Encoding: gzip",
          "Idempotency-Key: \u00e4",
          "Idempotency-Key: fuzz",
          "Last-Event-ID: x",
          "X-Request-Id: <b>",
          "Cache-Control: no-cache, max-age=x",
          "Expect: 100-continue",
          "Range: bytes=0-",
          "Host: a, b");

  private static final List<String> NAMES =
      List.of(
          "title",
          "root",
          "context_id",
          "plan_id",
          "meta",
          "steps",
          "reason",
          "options",
          "kind",
          "objects",
          "status",
          "event",
          "policy",
          "capabilities",
          "subject",
          "__proto__",
          "");

  private static TestServer server;
  private static Description description;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    description = new Description(TestServer.json(server.get("/openapi.json")).asObject());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void server_refusesWhatMakesNoSense_andAnswersOn() throws IOException {
    long seed = FULL ? System.nanoTime() : 20261123;
    Random random = new Random(seed);
    List<Operation> operations = new ArrayList<>(description.operations());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int sent = 0;
    int answered = 0;
    while (System.nanoTime() < end) {
      Operation operation = operations.get(sent % operations.size());
      byte[] request = random.nextInt(12) == 0 ? noise(random) : request(operation, random);
      String answer = answer(request);
      String what = "seed " + seed + ": " + shown(request);
      Matcher status = STATUS.matcher(answer);
      if (status.lookingAt()) {
        answered++;
        int code = Integer.parseInt(status.group(1));
        assertThat(code).as(what + '\n' + answer).matches(any -> any < 500 || isAway(answer));
        if (code >= 400) {
          assertThat(INSIDES.matcher(answer).find()).as(what + '\n' + answer).isFalse();
        }
      }
      sent++;
    }
    assertThat(answered).as("seed " + seed + ", of " + sent).isGreaterThan(100);
    assertThat(server.get("/ready").statusCode()).isEqualTo(200);
    assertThat(server.get("/api/v1/contexts").statusCode()).isEqualTo(200);
  }

  /** HTTP versions and methods that the server does not have are refused by 5xx: RFC 9110, 15.6. */
  private static boolean isAway(String answer) {
    return answer.startsWith("HTTP/1.1 505") || answer.startsWith("HTTP/1.1 501");
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static byte[] request(Operation operation, Random random) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < operation.parts(); i++) {
      parts.add(any(PARTS, random));
    }
    String path = operation.at(parts);
    String query =
        random.nextInt(3) == 0
            ? "?"
                + any(List.of("limit", "after", "archived", "wait", "x", "%"), random)
                + "="
                + any(PARTS, random)
            : "";
    String method =
        random.nextInt(10) == 0
            ? any(List.of("TRACE", "PUT", "BREW", "get", "OPTIONS", "HEAD"), random)
            : operation.method();
    byte[] body =
        operation.text().has("requestBody") || random.nextInt(6) == 0 ? body(random) : new byte[0];
    if (operation.takesLines()) {
      body = lines(body, random);
    }
    StringBuilder head =
        new StringBuilder(
            method + ' ' + path + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
    if (random.nextInt(10) > 0) {
      head.append("Authorization: Bearer fuzz\r\n");
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      head.append(any(HEADERS, random)).append("\r\n");
    }
    if (body.length > 0) {
      String type = random.nextInt(10) == 0 ? "application/json" : operation.mediaType();
      head.append("Content-Type: ")
          .append(type.isEmpty() ? "application/json" : type)
          .append("\r\n");
    }
    int length = random.nextInt(20) == 0 ? Math.max(0, body.length - 1) : body.length;
    head.append("Content-Length: ").append(length).append("\r\n\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static byte[] body(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "[".repeat(1 + random.nextInt(5_000)).getBytes(UTF_8);
      case 1 -> bytes(random, random.nextInt(200));
      case 2 -> any(VALUES, random).getBytes(UTF_8);
      case 3 -> ("{\"title\":\"" + "x".repeat(random.nextInt(100_000)) + "\"}").getBytes(UTF_8);
      default ->
          random
              .ints(1 + random.nextInt(8), 0, NAMES.size())
              .mapToObj(name -> '"' + NAMES.get(name) + "\":" + any(VALUES, random))
              .collect(Collectors.joining(",", "{", "}"))
              .getBytes(UTF_8);
    };
  }

  /** Several bodies, one a line, some of them with a kind. */
  private static byte[] lines(byte[] first, Random random) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(first);
    for (int i = random.nextInt(5); i > 0; i--) {
      lines.writeBytes(any(List.of("\n", "\r\n", "\n\n", "\n \n"), random).getBytes(UTF_8));
      String kind = any(List.of("context", "plan", "role", "end", "broken_off", "x"), random);
      String member = any(List.of("object", "objects", "problem", "kind"), random);
      lines.writeBytes(
          random.nextBoolean()
              ? body(random)
              : "{\"kind\":\"%s\",\"%s\":%s}"
                  .formatted(kind, member, any(VALUES, random))
                  .getBytes(UTF_8));
    }
    return lines.toByteArray();
  }

  private static byte[] bytes(Random random, int many) {
    byte[] bytes = new byte[many];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] noise(Random random) {
    byte[] noise = bytes(random, 1 + random.nextInt(600));
    return random.nextBoolean()
        ? noise
        : ("GET " + new String(noise, ISO_8859_1) + "\r\n\r\n").getBytes(ISO_8859_1);
  }

  private static String answer(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        return new String(socket.getInputStream().readNBytes(LARGEST_ANSWER), UTF_8);
      } catch (SocketTimeoutException e) {
        throw new AssertionError("no answer to " + shown(request), e);
      } catch (IOException e) {
        return ""; // cut off, which is an answer to noise
      }
    }
  }

  private static String shown(byte[] request) {
    String text = new String(request, ISO_8859_1);
    return text.length() > 600 ? text.substring(0, 600) + "..." : text;
  }
}
