package dev.mplp.examples.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.context.Root;
import dev.mplp.examples.server.TestServer;
import dev.mplp.examples.server.security.Authenticator;
import dev.mplp.examples.server.security.Identified;
import dev.mplp.examples.server.security.RequestCredentials;
import dev.mplp.examples.server.security.UnauthenticatedException;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream lasts no longer than what its caller showed when it began. */
@Timeout(120)
class StreamsOfCallersTest {

  private static final String EVENTS = "/api/v1/events";
  private static final Door DOOR = new Door();
  private static TestServer server;

  /** Believes for a tenth of a second, and lets in who it is told to. */
  private static final class Door implements Authenticator {

    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable Principal letIn = Principal.of("ada", "reader");

    @Override
    public Principal authenticate(RequestCredentials credentials) {
      Principal caller = letIn;
      if (caller == null) {
        throw UnauthenticatedException.invalid("the token has expired");
      }
      return caller;
    }

    @Override
    public Identified identify(RequestCredentials credentials) {
      asked.incrementAndGet();
      return new Identified(authenticate(credentials), Instant.now().plusMillis(100));
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.start(MplpRuntime.builder(), DOOR);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    DOOR.letIn = Principal.of("ada", "reader");
  }

  private static EventStream follow() throws IOException {
    return new EventStream(server.server().port(), EVENTS, "ada", null);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void stream_goesOnWhileItsCallerIsLetIn_andEndsWhenHeIsNotAnyMore() throws Exception {
    try (EventStream stream = follow()) {
      assertThat(stream.status()).isEqualTo(200);
      int before = DOOR.asked.get();
      await(() -> DOOR.asked.get() >= before + 3);
      server.mplp().contexts().open("Seen", Root.of("test", "test"));
      assertThat(stream.nextData()).isNotNull();

      DOOR.letIn = null;
      stream.rest();
    }
    await(() -> server.streams().count() == 0);
  }

  @Test
  void stream_endsWhenItsCallerHasOtherRoles() throws Exception {
    try (EventStream stream = follow()) {
      DOOR.letIn = Principal.of("ada", "writer");
      stream.rest();
    }
    await(() -> server.streams().count() == 0);
  }

  @Test
  void headOfAStream_followsNothing() {
    HttpResponse<String> head =
        server.send(
            server
                .request(EVENTS)
                .header("Accept", "text/event-stream")
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(server.send("HEAD", EVENTS + "?wait=PT1M&after=1000000", "").statusCode())
        .isEqualTo(200);
    assertThat(server.streams().count()).isZero();
  }
}
