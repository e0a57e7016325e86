package dev.mplp.examples.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.examples.cli.Main;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server itself, told to stop while requests and steps are under way. Who watches {@code
 * /ready}, as what is before a server does, loses no request; no step is lost, and none waits for
 * the end of a lease.
 */
class StoppedServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("listens at 127\\.0\\.0\\.1 port (\\d+)");
  private static final Pattern ID = Pattern.compile("\"context_id\" ?: ?\"([0-9a-f-]{36})\"");
  private static final String NEW =
      "{\"title\":\"Loan\",\"root\":{\"domain\":\"finance\",\"environment\":\"test\"}}";
  private static final int CALLERS = 3;
  private static final int PLANS = 10;
  private static final int STEPS = 4;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final Queue<ContextId> created = new ConcurrentLinkedQueue<>();

  @Test
  void stoppedWhileAtWork_losesNothing(@TempDir Path folder) throws Exception {
    try (KillServer databases = new KillServer()) {
      KillServer.Database database = databases.create();
      Map<String, String> environment =
          Map.of(
              "DATABASE_URL", database.url(),
              "PORT", "0",
              "MPLP_AGENT", "exec:sleep 0.3",
              "MPLP_DRAIN_SECONDS", "1",
              "MPLP_STOP_SECONDS", "20");
      try (Child server = Child.java(Main.class, List.of(), environment, folder.resolve("log"));
          Mplp observer = database.observer()) {
        int port = port(server);
        List<ExecutionId> executions = execute(observer);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
          for (int i = 0; i < CALLERS; i++) {
            threads.execute(() -> call(port));
          }
          Waiting.until("requests and steps are under way", () -> created.size() > 20);
          try (Socket slow = begin(port)) {
            long told = System.nanoTime();
            server.signal("TERM");
            Waiting.until("it is not ready", () -> !isReady(port));
            ready.set(false);
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(end(slow)).contains(" 201 ");
            assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - told))
                .isLessThan(Duration.ofSeconds(21));
          }
        } finally {
          threads.shutdownNow();
        }
        assertThat(server.process().exitValue()).as(Files.readString(server.log())).isZero();
        assertThat(failures).isEmpty();
        created.forEach(id -> assertThat(observer.contexts().get(id)).isNotNull());
        goOn(observer, executions);
      }
    }
  }

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private static int port(Child server) {
    Waiting.until(
        "the server listens",
        () -> {
          if (!server.process().isAlive()) {
            throw new IllegalStateException(Files.readString(server.log()));
          }
          return server.hasSaid("listens at");
        });
    try {
      Matcher port = PORT.matcher(Files.readString(server.log()));
      assertThat(port.find()).isTrue();
      return Integer.parseInt(port.group(1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ExecutionId> execute(Mplp mplp) {
    Context context = mplp.contexts().open("Stopped", Root.of("test", "test"));
    List<ExecutionId> executions = new ArrayList<>();
    for (int i = 0; i < PLANS; i++) {
      PlanBuilder plan = Plan.builder(context.contextId(), "Plan " + i, "Be done once");
      for (int step = 0; step < STEPS; step++) {
        plan.step("step " + step, "clerk");
      }
      executions.add(
          mplp.plans().execute(mplp.plans().create(plan.build()).planId()).executionId());
    }
    return executions;
  }

  /** Creates one Context after the other, for as long as the server is ready. */
  private void call(int port) {
    while (ready.get()) {
      try {
        HttpResponse<String> answer = client.send(creation(port), BodyHandlers.ofString());
        Matcher id = ID.matcher(answer.body());
        if (answer.statusCode() == 201 && id.find()) {
          created.add(ContextId.of(id.group(1)));
        } else {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (IOException e) {
        failures.add(e.toString());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static HttpRequest creation(int port) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/contexts/open"))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(NEW))
        .build();
  }

  private boolean isReady(int port) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + "/ready");
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
  }

  /** A request whose body is not there yet. */
  private static Socket begin(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    String head =
        "POST /api/v1/contexts/open HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + NEW.length()
            + "\r\n\r\n";
    socket.getOutputStream().write((head + NEW.substring(0, 10)).getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** The first line of its answer. */
  private static String end(Socket socket) throws IOException {
    socket.getOutputStream().write(NEW.substring(10).getBytes(UTF_8));
    socket.getOutputStream().flush();
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
  }

  /** Whoever comes after it does what is left, at once. */
  private static void goOn(Mplp mplp, List<ExecutionId> executions) throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.completed(JsonObject.empty()));
    for (ExecutionId id : executions) {
      assertThat(mplp.plans().execution(id).await(PATIENCE).execution().state())
          .isEqualTo(ExecutionState.COMPLETED);
    }
  }
}
