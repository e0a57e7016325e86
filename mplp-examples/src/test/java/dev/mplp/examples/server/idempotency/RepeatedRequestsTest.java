package dev.mplp.examples.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.examples.server.TestServer;
import dev.mplp.model.Principal;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Authorizer.Verdict;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a request with a key that comes again after it did not go well, or nowhere. */
class RepeatedRequestsTest {

  private static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String OPEN =
      "{\"title\":\"T\",\"root\":{\"domain\":\"a\",\"environment\":\"b\"}}";

  /** How many commits go well before the storage is away; below zero it stays. */
  private static final AtomicInteger COMMITS_LEFT = new AtomicInteger(-1);

  private static volatile boolean mayOpen = true;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            MplpRuntime.builder()
                .storage(failing(InMemoryStorage.create()))
                .authorizer(
                    act ->
                        mayOpen || !act.capability().equals("context.create")
                            ? Verdict.allowed()
                            : Verdict.denied("withdrawn")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Storage failing(Storage storage) {
    return (Storage)
        Proxy.newProxyInstance(
            RepeatedRequestsTest.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              boolean isOurs = Thread.currentThread().getName().startsWith("mplp-http");
              if (isOurs && method.getName().equals("commit") && COMMITS_LEFT.get() >= 0) {
                if (COMMITS_LEFT.get() == 0) {
                  throw new StorageException(false, "it is broken", null);
                }
                COMMITS_LEFT.decrementAndGet();
              }
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            });
  }

  private static PlanBuilder plan(Context context) {
    return Plan.builder(context.contextId(), "Pay", "Pay them");
  }

  @Test
  void refusalAfterAChange_isGivenAgain() {
    Mplp mplp = server.mplp();
    Context context = mplp.contexts().open("Paying", Root.of("a", "b"));
    Plan plan = mplp.plans().create(plan(context).step("pay 100", step -> {}).build());
    ExecutionOptions gated =
        ExecutionOptions.builder()
            .gates(Gates.NONE.beforePlan(ApprovalRequest.of(Approver.subject("alice"))))
            .build();
    mplp.plans().execute(plan.planId(), gated);
    Mplp alice = mplp.as(Principal.of("alice"));
    Approval asked =
        alice.confirms().get(alice.confirms().inbox(null, 10).items().get(0).confirmId());
    Plan changed = plan(context).step("pay 1000", step -> {}).planId(plan.planId()).build();
    mplp.plans().update(changed, mplp.plans().read(plan.planId()).version());
    String path = "/api/v1/confirms/" + asked.confirm().confirmId() + "/approve";
    String old = "{\"digest\":\"" + asked.digest() + "\"}";

    HttpResponse<String> first = server.send("POST", path, old, KEY, "r-1");
    HttpResponse<String> second = server.send("POST", path, old, KEY, "r-1");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(409);
    assertThat(first.body()).contains("CONTENT_CHANGED");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue(REPLAYED)).hasValue("true");
  }

  @Test
  void requestThatChangesNothing_isNotKept() {
    Context context = server.mplp().contexts().open("Looked at", Root.of("a", "b"));
    String path = "/api/v1/contexts/" + context.contextId() + "/verify";
    assertThat(server.send("POST", path, "", KEY, "r-2").statusCode()).isEqualTo(200);
    HttpResponse<String> again = server.send("POST", path, "", KEY, "r-2");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue(REPLAYED)).isEmpty();
  }

  @Test
  void erasingThatWasBrokenOff_beginsAgain_andIsAnsweredAgainWhenItIsDone() {
    String erase = "{\"subject\":\"carol\",\"reason\":\"she asked for it\"}";
    String path = "/api/v1/administration/erase";
    COMMITS_LEFT.set(1);
    try {
      HttpResponse<String> broken = server.send("POST", path, erase, KEY, "r-3");
      assertThat(broken.statusCode()).as(broken.body()).isEqualTo(500);
    } finally {
      COMMITS_LEFT.set(-1);
    }
    HttpResponse<String> done = server.send("POST", path, erase, KEY, "r-3");
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (done.statusCode() == 409
        && System.nanoTime() < end) { // its note is about to be taken away
      done = server.send("POST", path, erase, KEY, "r-3");
    }
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(done.headers().firstValue(REPLAYED)).isEmpty();
    HttpResponse<String> again = server.send("POST", path, erase, KEY, "r-3");
    assertThat(again.body()).isEqualTo(done.body());
    assertThat(again.headers().firstValue(REPLAYED)).hasValue("true");
  }

  @Test
  void answer_isGivenAgainOnlyToWhoMayStillAsk() {
    String path = "/api/v1/contexts/open";
    HttpResponse<String> made = server.send("POST", path, OPEN, KEY, "r-4");
    assertThat(made.statusCode()).isEqualTo(201);
    mayOpen = false;
    try {
      HttpResponse<String> denied = server.send("POST", path, OPEN, KEY, "r-4");
      assertThat(denied.statusCode()).as(denied.body()).isEqualTo(403);
    } finally {
      mayOpen = true;
    }
    assertThat(server.send("POST", path, OPEN, KEY, "r-4").body()).isEqualTo(made.body());
  }

  @Test
  void reasonToOverrideLocks_isPartOfTheRequest() {
    String path = "/api/v1/contexts/open";
    assertThat(server.send("POST", path, OPEN, KEY, "r-5").statusCode()).isEqualTo(201);
    HttpResponse<String> other =
        server.send("POST", path, OPEN, KEY, "r-5", "Override-Lock", "court order");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("IDEMPOTENCY_KEY_REUSED");
  }
}
