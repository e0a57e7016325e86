package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.ContextSummary;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanFilter;
import dev.mplp.plan.PlanSummary;
import dev.mplp.runtime.json.WireCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers on one PostgreSQL, behind nginx as it is shipped, while clients create, execute and
 * read: they are restarted one after the other, and with {@code mplp.full} one of them is killed
 * and the database crashes. Clients that repeat their requests with the same key notice nothing:
 * each request is carried out once, no plan is lost, and each step has its effect. Who reads and
 * never repeats a request notices nothing either, unless it is the database that is away.
 */
class RollingRestartTest {

  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final int ROUNDS = FULL ? 3 : 1;
  private static final int REPLICAS = 3;
  private static final int CLIENTS = 2;
  private static final int STEPS = 2;
  private static final int MORE = 8;
  private static final long PAUSE_MILLIS = 50;

  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
  private final List<Future<?>> clients = new ArrayList<>();

  /** What one client had done. */
  private record Job(String title, ContextId context, PlanId plan, ExecutionId execution) {}

  /** What happens while clients are at work. */
  private interface Trouble {
    void happen() throws Exception;
  }

  @Test
  void clients_loseNothing_whateverIsRestarted(@TempDir Path folder) throws Exception {
    Path effects = Files.createFile(folder.resolve("effects"));
    try (KillServer databases = new KillServer()) {
      KillServer.Database database = databases.create();
      String agent = "exec:sh -c 'echo \"$MPLP_IDEMPOTENCY_KEY\" >> " + effects + "'";
      Map<String, String> environment =
          Map.of(
              "DATABASE_URL",
              database.url(),
              "MPLP_AGENT",
              agent,
              "MPLP_TRUSTED_PROXIES",
              "127.0.0.1",
              "LOG_LEVEL",
              "warn");
      try (Replicas replicas = new Replicas(REPLICAS, environment, folder);
          Gateway gateway = Gateway.start(folder, replicas.ports())) {
        RepeatingClient client = new RepeatingClient(gateway.address());
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
          for (int i = 0; i < CLIENTS; i++) {
            String name = "client " + i;
            clients.add(threads.submit(() -> work(client, name)));
          }
          awaitMore();
          System.out.println("| | requests | failed | unavailable | slowest |");
          System.out.println("|---|---|---|---|---|");
          assertThat(during("rolling restart", gateway, () -> restart(replicas))).isEmpty();
          assertThat(Files.readAllLines(effects)).doesNotHaveDuplicates();
          if (FULL) {
            assertThat(during("a replica is killed", gateway, replicas::killOne)).isEmpty();
            during("the database crashes", gateway, databases::crash);
          }
          over.set(true);
          for (Future<?> one : clients) {
            one.get(120, TimeUnit.SECONDS);
          }
        } finally {
          over.set(true);
          threads.shutdownNow();
        }
        System.out.printf(
            "%d plans; %d requests repeated, %d of them had been carried out%n",
            jobs.size(), client.repeated(), client.replayed());
        try (Mplp observer = database.observer()) {
          assertThereOnce(observer);
        }
      }
      assertThat(Files.readAllLines(effects).stream().distinct()).hasSize(jobs.size() * STEPS);
    }
  }

  private void restart(Replicas replicas) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      replicas.restartAll();
      awaitMore();
    }
  }

  /** Beside it somebody reads who never repeats a request; answers what of it failed. */
  private Collection<String> during(String what, Gateway gateway, Trouble trouble)
      throws Exception {
    String context = gateway.address() + "/api/v1/contexts/" + jobs.element().context();
    Probe probe = new Probe(context);
    try (probe) {
      trouble.happen();
      awaitMore();
    }
    System.out.println("| " + what + " | " + probe.told() + " |");
    return probe.failures();
  }

  /** Until clients got some more done, or one of them failed. */
  private void awaitMore() throws Exception {
    int goal = jobs.size() + MORE;
    Waiting.until(
        "clients go on", () -> jobs.size() >= goal || clients.stream().anyMatch(Future::isDone));
    for (Future<?> one : clients) {
      if (one.isDone()) {
        one.get();
      }
    }
  }

  /** One job after the other. */
  private Void work(RepeatingClient client, String name) throws InterruptedException {
    for (int n = 0; !over.get(); n++) {
      String title = name + " job " + n;
      JsonObject root = JsonObject.of("domain", "test", "environment", "test");
      JsonObject opened =
          client.post("/contexts/open", JsonObject.of("title", title, "root", root), 201);
      ContextId context = ContextId.of(opened.string("context_id").orElseThrow());
      Plan plan =
          Plan.builder(context, title, "survives")
              .step("first", "clerk")
              .step("second", step -> step.role("clerk").after("first"))
              .build();
      client.post("/plans", WireCodec.standard().toJson(plan), 201);
      JsonObject execution =
          client.post("/plans/" + plan.planId() + "/execute", JsonObject.empty(), 202);
      assertThat(client.get("/contexts/" + context).string("title")).hasValue(title);
      ExecutionId id = ExecutionId.of(execution.string("execution_id").orElseThrow());
      jobs.add(new Job(title, context, plan.planId(), id));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
    return null;
  }

  private void assertThereOnce(Mplp mplp) {
    List<String> titles = new ArrayList<>();
    Cursor after = null;
    do {
      Page<ContextSummary> page = mplp.contexts().list(ContextFilter.all(), after, 500);
      page.items().stream()
          .map(ContextSummary::title)
          .filter(title -> !title.startsWith("System of ")) // the server's own
          .forEach(titles::add);
      after = page.next();
    } while (after != null);
    assertThat(titles).containsExactlyInAnyOrderElementsOf(jobs.stream().map(Job::title).toList());
    for (Job job : jobs) {
      assertThat(mplp.plans().list(PlanFilter.of(job.context()), null, 500).items())
          .extracting(PlanSummary::planId)
          .containsExactly(job.plan());
      Waiting.until(
          job + " ended",
          () -> mplp.plans().execution(job.execution()).snapshot().state().isTerminal());
      assertThat(mplp.plans().execution(job.execution()).snapshot().state())
          .isEqualTo(ExecutionState.COMPLETED);
      assertThat(mplp.plans().latestExecution(job.plan()).executionId()).isEqualTo(job.execution());
    }
  }
}
