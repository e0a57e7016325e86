package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.cli.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Servers as the command line starts them, each at a port that it keeps. */
final class Replicas implements AutoCloseable {

  private static final int STOP_SECONDS = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Integer> ports;
  private final List<Child> running = new ArrayList<>();
  private final Map<String, String> environment;
  private final Path logs;
  private int started;

  /** Starts so many and waits until each is ready. */
  Replicas(int many, Map<String, String> environment, Path logs) throws IOException {
    this.environment = environment;
    this.logs = logs;
    this.ports = Gateway.freePorts(many);
    for (int port : ports) {
      running.add(start(port));
    }
    for (int i = 0; i < many; i++) {
      awaitReady(i);
    }
  }

  List<Integer> ports() {
    return ports;
  }

  /** Tells each to stop and starts it again, one after the other. */
  void restartAll() throws Exception {
    for (int i = 0; i < ports.size(); i++) {
      Child child = running.get(i);
      child.signal("TERM");
      assertThat(child.process().waitFor(3L * STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(child.process().exitValue()).as(Files.readString(child.log())).isZero();
      again(i);
    }
  }

  /** Kills one without warning, and starts it again. */
  void killOne() throws Exception {
    running.get(0).kill();
    again(0);
  }

  private void again(int i) throws IOException {
    running.set(i, start(ports.get(i)));
    awaitReady(i);
  }

  private Child start(int port) throws IOException {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("PORT", Integer.toString(port));
    variables.put("MPLP_DRAIN_SECONDS", "1");
    variables.put("MPLP_STOP_SECONDS", Integer.toString(STOP_SECONDS));
    Path log = logs.resolve("replica-" + ++started + ".log");
    return Child.java(Main.class, List.of("serve"), variables, log);
  }

  private void awaitReady(int i) {
    Child child = running.get(i);
    URI ready = URI.create("http://127.0.0.1:" + ports.get(i) + "/ready");
    Waiting.until(
        "it is ready: " + child.log(),
        () -> {
          if (!child.process().isAlive()) {
            throw new IllegalStateException(Files.readString(child.log()));
          }
          return isReady(ready);
        });
  }

  private boolean isReady(URI ready) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(30)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    running.forEach(Child::close);
  }
}
